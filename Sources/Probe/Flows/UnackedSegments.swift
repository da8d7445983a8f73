/// The segments of one direction that wait for their acknowledgement.
///
/// An acknowledgement is a sample of the segment that ends exactly where it points, the oldest such; this is how Wireshark's
/// `tcp.analysis.ack_rtt` counts, so that the two can be compared sample by sample.
struct UnackedSegments: BitwiseCopyable {
    /// Beyond this many, segments are not remembered: whoever captured saw no acknowledgements.
    static let limit: UInt32 = 10_000

    private struct Segment: BitwiseCopyable {
        var time: Int64
        var end: UInt32
        var isSYN: Bool
    }

    /// What an acknowledgement answered.
    struct Match {
        /// When it was sent.
        var time: Int64
        /// Whether it was a SYN.
        var isSYN: Bool
    }

    private var segments = Ring<Segment>()
    /// Whether each segment ends after the one before, as without repetitions.
    private var isRising = true

    /// Remembers a segment that occupies sequence numbers up to `end`.
    @inline(__always) mutating func append(end: UInt32, isSYN: Bool, time: Int64) {
        let count = segments.count
        guard count < Self.limit else { return }
        // After the first as well: on a circle, a chain of such steps may come round.
        if count == 0 {
            isRising = true
        } else if !segments[count &- 1].end.precedes(end) || !segments[0].end.precedes(end) {
            isRising = false
        }
        segments.append(Segment(time: time, end: end, isSYN: isSYN))
    }

    /// Forgets the segments up to `acknowledgement`, and returns the one that it answers.
    @inline(__always) mutating func acknowledge(_ acknowledgement: UInt32) -> Match? {
        guard isRising, !isOpposite(acknowledgement) else { return acknowledgeAny(acknowledgement) }
        var match: Match?
        var done: UInt32 = 0
        while done < segments.count {
            let segment = segments[done]
            if acknowledgement.precedes(segment.end) { break }
            if segment.end == acknowledgement { match = Match(time: segment.time, isSYN: segment.isSYN) }
            done &+= 1
        }
        segments.removeFirst(done)
        return match
    }

    /// Whether a number lies so far away on the circle that it comes before the first segment and after the last.
    @inline(__always) private func isOpposite(_ acknowledgement: UInt32) -> Bool {
        let count = segments.count
        return count > 1 && acknowledgement.precedes(segments[0].end)
            && !acknowledgement.precedes(segments[count &- 1].end)
    }

    /// The same among segments in any order.
    private mutating func acknowledgeAny(_ acknowledgement: UInt32) -> Match? {
        var match: Match?
        var kept: UInt32 = 0
        isRising = true
        for position in 0..<segments.count {
            let segment = segments[position]
            if segment.end == acknowledgement, match == nil {
                match = Match(time: segment.time, isSYN: segment.isSYN)
            }
            guard acknowledgement.precedes(segment.end) else { continue }
            if kept > 0, !segments[kept &- 1].end.precedes(segment.end) || !segments[0].end.precedes(segment.end) {
                isRising = false
            }
            segments[kept] = segment
            kept &+= 1
        }
        segments.truncate(to: kept)
        return match
    }

    /// Gives the memory back.
    mutating func release() { segments.release() }
}

extension UInt32 {
    /// Whether it lies before `other` on the circle of sequence numbers: RFC 1982, RFC 9293 section 3.4.
    @inline(__always) func precedes(_ other: UInt32) -> Bool { Int32(bitPattern: self &- other) < 0 }
}
