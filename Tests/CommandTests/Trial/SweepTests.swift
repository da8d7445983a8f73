import ArgumentParser
import Evidence
import TestSupport
import Testing

@testable import vmotion_preflight

/// What `--sweep` takes, and how the breaking point is searched for.
@Suite struct SweepTests {
    @Test(arguments: [
        ("rtt=0..150ms", Trial.Sweep.Condition.rtt, 0.0, 150.0), ("rtt=5ms..2s", .rtt, 5, 2000),
        ("bandwidth=100Mbit/s..1Gbit/s", .bandwidth, 1000, 100),
        ("dirty-rate=10..500MB/s", .dirtyRate, 10, 500), ("dirty-rate=10 MB/s..1Gbit/s", .dirtyRate, 10, 125),
    ])
    func `A range goes from the easiest condition to the hardest`(
        _ text: String, what: Trial.Sweep.Condition, easiest: Double, hardest: Double
    ) throws {
        let range = try SweepRange(text)
        #expect(range.what == what)
        #expect(range.easiest == easiest && range.hardest == hardest)
    }

    @Test(arguments: [
        ("latency=1ms..2ms", "there is no sweep of latency; there are rtt, bandwidth and dirty-rate."),
        ("rtt", "a sweep is a condition and a range, such as rtt=0ms..150ms."),
        ("rtt=5ms", "a sweep is a condition and a range, such as rtt=0ms..150ms."),
        ("rtt=0..150", "a unit is missing: one of h, min, s, ms."),
        ("rtt=150ms..0ms", "the range 150ms..0ms has no room; the smaller end comes first."),
        ("rtt=1ms..1ms", "the range 1ms..1ms has no room; the smaller end comes first."),
        ("rtt=1ms..1h", "a sweep adds at most 10s to a round trip."),
        ("bandwidth=0Mbit/s..1Gbit/s", "that is too little for a rate."),
        ("bandwidth=1bit/s..1Gbit/s", "the bandwidth of a sweep is 8kbit/s to 8000Gbit/s."),
        ("dirty-rate=1MB/s..9000000MB/s", "a guest writes at most 1000000MB/s."),
        ("dirty-rate=10MB/s..", "a rate is a number and a unit: one of Gbit/s, MiB/s, MB/s, Mbit/s, kbit/s, bit/s."),
        ("", "there is no sweep of ; there are rtt, bandwidth and dirty-rate."),
    ])
    func `What is no sweep`(_ text: String, why: String) {
        #expect { try SweepRange(text) } throws: { "\($0)" == why }
    }

    @Test func `The ends come first, then the middle of what is open`() throws {
        #expect(try tried("rtt=0..150ms") { $0 <= 44 } == [0, 150, 75, 38, 57, 48, 43, 46])
    }

    @Test func `A range in which nothing breaks, and one in which everything does, take no search`() throws {
        #expect(try tried("rtt=0..150ms") { _ in true } == [0, 150])
        #expect(try tried("bandwidth=100Mbit/s..1Gbit/s") { _ in false } == [1000])
    }

    @Test func `The breaking point is found within a tenth of a rate, or a thirty-second of the range of round trips`()
        throws
    {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let text = ["rtt=0..150ms", "bandwidth=100Mbit/s..1Gbit/s", "dirty-rate=10MB/s..500MB/s"].randomElement(
                using: &random)
            let range = try SweepRange(#require(text))
            let (low, high) = (min(range.easiest, range.hardest), max(range.easiest, range.hardest))
            let breaking = Double.random(in: low...high, using: &random)
            var search = BreakingPoint(in: range)
            var count = 0
            let about = search.aboutLeft
            while let value = search.next {
                count += 1
                search.note(value, hasConverged: range.what == .bandwidth ? value >= breaking : value <= breaking)
                try #require(count <= 20)
            }
            #expect(count <= about + 1)
            let (converged, failed) = try (#require(search.hardestConverged), search.easiestFailed ?? range.hardest)
            #expect(min(converged, failed) <= breaking && breaking <= max(converged, failed))
            let isNear =
                range.what == .rtt
                ? abs(converged - failed) <= 150.0 / 32 : max(converged, failed) <= 1.1 * min(converged, failed)
            #expect(isNear, "\(range) \(breaking): \(converged), \(failed)")
        }
    }

    /// The conditions that are tried in turn where those that `converges` says do.
    private func tried(_ text: String, converges: (Double) -> Bool) throws -> [Double] {
        var search = try BreakingPoint(in: SweepRange(text))
        var values: [Double] = []
        while let value = search.next {
            values.append(value)
            try #require(values.count < 30)
            search.note(value, hasConverged: converges(value))
        }
        return values
    }
}
