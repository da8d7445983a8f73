/// Pages that one frame or a few carry.
struct Chunk: Sendable, Equatable {
    /// What they are sent for.
    enum Purpose: Sendable, Equatable {
        case round(Int)
        case calibration
        case push
    }

    var purpose: Purpose
    var runs: [Range<Int>]

    var pages: Int { runs.reduce(0) { $0 + $1.count } }

    /// The same pages in chunks of at most `limit`.
    func split(atMost limit: Int) -> [Chunk] {
        var chunks: [Chunk] = []
        var room = 0
        for var run in runs {
            while !run.isEmpty {
                // A frame's pages are in order.
                if room == 0 || run.lowerBound < chunks.last?.runs.last?.upperBound ?? 0 {
                    chunks.append(Chunk(purpose: purpose, runs: []))
                    room = limit
                }
                let part = run.prefix(room)
                chunks[chunks.count - 1].runs.append(part)
                room -= part.count
                run = run.dropFirst(part.count)
            }
        }
        return chunks
    }
}

/// A frame that was sent and not acknowledged.
struct SentFrame: Sendable, Equatable {
    var sequence: UInt64
    /// What is in it; nil for a message or a ping.
    var chunk: Chunk?
    var zeroPages = 0
    /// Whether the destination was asked to acknowledge it at once.
    var isUrgent = false
    var bytes: Int
    var sentAt: Int64
}
