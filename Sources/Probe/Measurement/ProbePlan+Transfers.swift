import Evidence

extension ProbePlan {
    /// One transfer of the plan.
    struct Transfer: Equatable {
        var direction: Goodput.Direction
        /// The numbers of the pairs that carry it, and how many connections each of them has.
        var pairs: [Int]
        var streams: Int

        /// What it is called while it runs.
        func name(to names: [String]) -> String {
            let way = direction == .forward ? "to" : "from"
            let ends = pairs.count == 1 ? names[pairs[0]] : "\(pairs.count) addresses at once"
            return "transfer \(way) \(ends), \(streams) stream\(streams == 1 ? "" : "s")"
                + (pairs.count > 1 ? " each" : "")
        }
    }

    /// Each pair alone, with one stream and with as many as are asked for, in both directions; then all pairs at once.
    func transfers(_ pairs: Int) -> [Transfer] {
        let counts = streams > 1 ? [1, streams] : [1]
        let alone = (0..<pairs).flatMap { pair in counts.map { (pairs: [pair], streams: $0) } }
        let together = pairs > 1 ? [(pairs: Array(0..<pairs), streams: max(1, streams))] : []
        return (alone + together).flatMap { lanes in
            [Goodput.Direction.forward, .reverse].map {
                Transfer(direction: $0, pairs: lanes.pairs, streams: lanes.streams)
            }
        }
    }

    /// How long the handshakes on the idle path take: never so dense that they load it.
    var idleSeconds: Double { max(Double(handshakes) * 0.002, min(5, seconds / 2)) }
}
