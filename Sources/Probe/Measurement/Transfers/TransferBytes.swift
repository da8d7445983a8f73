import Synchronization

/// How many bytes each stream of a transfer has carried until now, for those who look on.
final class TransferBytes: Sendable {
    private let streams: [Stream]

    /// One stream's count, which only its own thread raises.
    final class Stream: Sendable {
        private let bytes = Atomic<Int>(0)

        /// Bytes until now.
        var count: Int { bytes.load(ordering: .relaxed) }

        func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }
    }

    init(streams: Int) { self.streams = (0..<streams).map { _ in Stream() } }

    /// The count of one stream.
    subscript(_ stream: Int) -> Stream { streams[stream] }

    /// All streams together.
    var total: Int { streams.reduce(0) { $0 + $1.count } }
}
