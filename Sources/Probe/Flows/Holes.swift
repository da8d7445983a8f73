/// The stretches of sequence numbers that were passed over in one direction: lost or overtaken on the way, or missed by the
/// capture.
struct Holes: BitwiseCopyable {
    /// Beyond this many, the oldest counts as missed by the capture.
    static let limit: UInt32 = 1_024

    struct Hole: BitwiseCopyable {
        var start: UInt32
        var end: UInt32
        /// When it was noticed.
        var time: Int64

        var length: UInt32 { end &- start }
    }

    private var holes = Ring<Hole>()
    private(set) var forgottenBytes = 0

    var isEmpty: Bool { holes.isEmpty }

    /// Notes that the numbers from `start` to `end` were passed over.
    mutating func open(_ start: UInt32, _ end: UInt32, time: Int64) {
        if holes.count == Self.limit {
            forgottenBytes += Int(holes[0].length)
            holes.removeFirst(1)
        }
        holes.append(Hole(start: start, end: end, time: time))
    }

    /// Notes that the numbers from `start` to `end` were seen after all.
    ///
    /// - Returns: How many of them had not been seen before, and when the first of these was passed over.
    mutating func fill(_ start: UInt32, _ end: UInt32) -> (bytes: UInt32, since: Int64)? {
        var bytes: UInt32 = 0
        var since: Int64?
        var rest: Hole?
        var kept: UInt32 = 0
        for position in 0..<holes.count {
            var hole = holes[position]
            let from = hole.start.precedes(start) ? start : hole.start
            let to = end.precedes(hole.end) ? end : hole.end
            if from.precedes(to) {
                bytes &+= to &- from
                since = since ?? hole.time
                if from == hole.start {
                    hole.start = to
                } else {
                    if to != hole.end { rest = Hole(start: to, end: hole.end, time: hole.time) }
                    hole.end = from
                }
            }
            if hole.length > 0 {
                holes[kept] = hole
                kept &+= 1
            }
        }
        holes.truncate(to: kept)
        if let rest { open(rest.start, rest.end, time: rest.time) }
        return since.map { (bytes, $0) }
    }

    /// Bytes of holes that lie before `acknowledged`: the other end has them, the capture does not.
    func missedBytes(before acknowledged: UInt32) -> Int {
        var bytes = forgottenBytes
        for position in 0..<holes.count {
            let hole = holes[position]
            guard hole.start.precedes(acknowledged) else { continue }
            bytes += Int(min(hole.length, acknowledged &- hole.start))
        }
        return bytes
    }

    /// Gives the memory back.
    mutating func release() { holes.release() }
}
