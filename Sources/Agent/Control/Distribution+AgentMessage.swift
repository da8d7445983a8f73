public import Evidence

extension Distribution: AgentMessage {
    /// Throws where a number makes no sense of times in milliseconds.
    public func validate() throws(AgentError) {
        let (counts, times) = (0...1 << 40, 0...1e9)
        try within(counts, ["the count of a distribution": count])
        try within(times, ["min": min, "p50": p50, "p90": p90, "p99": p99, "max": max])
        try within(0...100_000, ["the length of a histogram": histogram.count])
        for bin in histogram {
            try within(times, ["a histogram's bin": bin.upTo])
            try within(counts, ["the count of a histogram's bin": bin.count])
        }
    }
}
