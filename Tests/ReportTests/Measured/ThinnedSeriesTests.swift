import TestSupport
import Testing

@testable import Report

@Suite struct ThinnedSeriesTests {
    @Test(arguments: [0, 1, 2, 239, 240, 241, 500, 7_919, 100_000])
    func `Its extremes and its ends are kept, and its order`(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let all = (0..<count).map { (time: $0, value: Double.random(in: -1e9...1e9, using: &generator)) }
        let series = ThinnedSeries(all, by: \.value)
        let kept = series.kept
        #expect(kept.count <= 240 && series.count == count)
        #expect(series.isThinned == (count > 240) && (series.note("point") == nil) == (count <= 240))
        #expect(zip(kept, kept.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(kept.allSatisfy { all[$0.time].value == $0.value })
        guard count > 0 else { return }
        #expect(kept.first?.time == 0 && kept.last?.time == count - 1)
        #expect(kept.map(\.value).max() == all.map(\.value).max() && kept.map(\.value).min() == all.map(\.value).min())
    }

    @Test func `A short spike among thousands is seen`() {
        var values = Array(repeating: 5.0, count: 50_000)
        values[31_337] = 900
        values[31_338] = 0
        let kept = ThinnedSeries(values) { $0 }.kept
        #expect(kept.contains(900) && kept.contains(0))
    }

    @Test func `What is left out is told`() {
        #expect(
            ThinnedSeries(Array(repeating: 1.0, count: 1_000), most: 10) { $0 }.note("point")?
                .hasSuffix("of 1,000 points, the extremes of each stretch") == true)
    }
}

@Suite struct LabelSpreadTests {
    @Test(arguments: 1...12) func `Labels are apart, in their order and inside`(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<200 {
            let wanted = (0..<count).map { _ in Double.random(in: 18...150, using: &generator) }
            let placed = LabelSpread(wanted, gap: 11, from: 18, to: 150).positions
            let sorted = placed.sorted()
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 > 11 - 1e-9 })
            #expect(sorted.allSatisfy { $0 > 18 - 1e-9 && $0 < 150 + 1e-9 })
            for one in wanted.indices {
                for other in wanted.indices where wanted[one] < wanted[other] { #expect(placed[one] < placed[other]) }
            }
        }
    }

    @Test func `A label that nothing is near stands where it belongs`() {
        #expect(LabelSpread([100, 40], gap: 11, from: 18, to: 150).positions == [100, 40])
        #expect(LabelSpread([149, 150], gap: 11, from: 18, to: 150).positions == [139, 150])
    }
}
