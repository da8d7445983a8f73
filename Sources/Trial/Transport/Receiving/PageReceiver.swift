import LinuxSystem
import Synchronization

/// The destination's side of the streams: reads pages into the guest's memory, a thread for each stream, and checks them.
///
/// Whoever makes one closes it.
final class PageReceiver: Sendable {
    /// What is done with what is not written into memory; each is called on a stream's thread, and must not wait for another stream.
    struct Handlers: Sendable {
        /// Takes the source's messages, in order.
        var message: @Sendable (TransportMessage) -> Void

        /// Takes pages that were pushed and are right: their numbers, and their bytes one after the other, only valid meanwhile.
        ///
        /// Not acknowledged before it returns; what it throws ends the stream.
        var pushed: @Sendable (_ runs: [Range<Int>], _ bytes: RawSpan) throws -> Void = { _, _ in
            throw TransportError("pages were pushed to a guest that does not expect any")
        }

        /// Told once, when the last stream has died, and why; not after ``PageReceiver/close()``.
        var ended: @Sendable (TransportError) -> Void = { _ in }
    }

    private let lines: ReceivingLines
    private let pageCount: Int

    /// Starts on streams whose token is proved, in the same order as at the source.
    ///
    /// `isZero` says that nothing was ever written to `memory`, so that zero pages need no look at it.
    init(
        memory: MemoryMapping, isZero: Bool, streams: [PageStream], settings: TransportSettings, handlers: Handlers
    ) throws {
        lines = try ReceivingLines(
            memory: memory, isZero: isZero, streams: streams, settings: settings, handlers: handlers)
        pageCount = memory.pageCount
    }

    /// Pages that have not arrived, or not as they were when they were sent; the switchover needs it empty.
    var suspects: PageSet { lines.pages.withLock { $0.suspects } }

    /// Leaves it to others whether these pages are right, as their contents are to be thrown away here and come later by a push.
    func discard(_ runs: [Range<Int>]) throws(TransportError) {
        guard runs.allSatisfy({ $0.lowerBound >= 0 && $0.upperBound <= pageCount }) else {
            throw TransportError("pages to discard are not the guest's")
        }
        lines.pages.withLock { $0.discard(runs) }
    }

    /// From now on pages of a round are an error: the guest goes on in this memory.
    func seal() { lines.pages.withLock { $0.isSealed = true } }

    /// Sends a message.
    ///
    /// - Throws: when no stream lives.
    func send(_ message: TransportMessage) throws { try lines.send(message) }

    /// What each stream carried until now.
    var streams: [StreamReport] { lines.lanes.withLock { $0.map(\.report) } }

    /// Why the last stream died; nil while one lives.
    var failure: TransportError? { lines.failure }

    /// Ends all streams; when it returns, nothing is written into the memory any more.
    ///
    /// Not to be called by a handler.
    func close() { lines.close() }
}
