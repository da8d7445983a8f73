/// The transport's own messages, by which the ends agree on what became of a stream.
enum StreamNews: Sendable, Equatable {
    /// The source gives a stream up: nothing of it may be written into memory any more.
    case fence(Int)
    /// The destination writes nothing of a stream into memory any more, and why.
    case ended(Int, String)
    /// Pages that were pushed did not arrive as they were sent: they are to be pushed again.
    case damaged(Range<Int>)

    private static let first: UInt16 = 0xff00
    private static let longestReason = 500

    /// Reads a message; nil where it is not of the transport's own.
    init?(_ message: TransportMessage, streams: Int, pageCount: Int) throws(TransportError) {
        guard message.type >= Self.first else { return nil }
        if message.type == Self.first + 2 {
            let runs = try PageRuns.runs(in: message.payload, pageCount: pageCount)
            guard runs.count == 1, let run = runs.first, run.count <= Frame.mostPages else {
                throw TransportError("a message about damaged pages names \(runs.count) runs of them")
            }
            self = .damaged(run)
            return
        }
        guard message.payload.count >= 2, message.payload.count <= 2 + Self.longestReason else {
            throw TransportError("a message about a stream has \(message.payload.count) bytes")
        }
        let stream = Int(message.payload[0]) | Int(message.payload[1]) << 8
        guard stream < streams else { throw TransportError("a message came about a stream \(stream) that is none") }
        switch message.type {
        case Self.first: self = .fence(stream)
        case Self.first + 1: self = .ended(stream, String(decoding: message.payload[2...], as: UTF8.self))
        default: throw TransportError("a message of type \(message.type) came")
        }
    }

    var message: TransportMessage {
        switch self {
        case .fence(let stream): TransportMessage(type: Self.first, payload: Self.bytes(stream))
        case .ended(let stream, let reason):
            TransportMessage(type: Self.first + 1, payload: Self.bytes(stream) + reason.utf8.prefix(Self.longestReason))
        case .damaged(let pages):
            TransportMessage(type: Self.first + 2, payload: PageRuns.payload(of: pages))
        }
    }

    private static func bytes(_ stream: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: stream), UInt8(truncatingIfNeeded: stream >> 8)]
    }
}
