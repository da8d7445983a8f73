import Testing

@testable import Trial

@Suite struct RateSamplesTests {
    /// Samples of links that acknowledge `portion` bytes at a time.
    private func samples(rates: [Double], portion: Int, for seconds: Double) -> RateSamples {
        var samples = RateSamples(roundTripSeconds: 0)
        var time = samples.interval
        while Double(time) < seconds * 1e9, !samples.isSteady {
            samples.add(
                rates.map { rate in
                    let portions = Int(Double(time) / 1e9 * rate / Double(portion))
                    return .init(
                        bytes: portions * portion, nanoseconds: Int64(Double(portions * portion) / rate * 1e9))
                })
            time += samples.interval
        }
        return samples
    }

    @Test(arguments: [[5e6], [19e6], [31e6], [44e6], [125e6], [3e9], [5e6, 30e6], [2e6, 2e6]])
    func `coarse acknowledgements tell the rate all the same`(rates: [Double]) throws {
        let samples = samples(rates: rates, portion: 1 << 20, for: 6)
        let sum = rates.reduce(0, +)
        #expect(samples.isSteady)
        #expect(abs(try #require(samples.bytesPerSecond) - sum) < 0.001 * sum)
    }

    @Test func `a link that carried nothing has no rate`() {
        let samples = samples(rates: [1], portion: 1 << 20, for: 3)
        #expect(!samples.isSteady && samples.bytesPerSecond == nil)
    }
}
