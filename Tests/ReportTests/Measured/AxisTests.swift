import TestSupport
import Testing

@testable import Report

@Suite struct AxisTests {
    private static let odd: [Double] = [
        0, -1, 1, 0.1, 0.21, 11.84, 1000, 9412.7, 1e-12, 1e15, 1e300, -1e300, .infinity, -.infinity, .nan,
        .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]

    @Test(arguments: [Axis.Scale.linear, .logarithmic])
    func `Whatever it is asked for stands between its ends, and its ticks rise`(_ scale: Axis.Scale) {
        for low in Self.odd {
            for high in Self.odd {
                let axis = Axis(scale, from: low, to: high, at: 42, 350)
                for value in Self.odd + [low, high] {
                    #expect((42...350).contains(axis.position(of: value)), "\(value) between \(low) and \(high)")
                }
                for most in 1...6 {
                    let ticks = axis.ticks(atMost: most)
                    #expect(ticks.count <= most + 1, "\(ticks) between \(low) and \(high)")
                    #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 }, "\(ticks) between \(low) and \(high)")
                    #expect(ticks.allSatisfy { $0.isFinite })
                }
            }
        }
    }

    @Test(arguments: [
        (0.0, 10.0, [0.0, 2, 4, 6, 8, 10]), (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, 0.7, [0, 0.2, 0.4, 0.6]),
        (11.1, 19.9, [12, 14, 16, 18]), (0, 9412, [0, 2000, 4000, 6000, 8000]), (-3, 3, [-2, 0, 2]),
    ])
    func `Ticks are round`(low: Double, high: Double, expected: [Double]) {
        #expect(Axis(from: low, to: high, at: 0, 1).ticks() == expected)
    }

    @Test func `Ticks of ratios are powers of ten, or of few also twice and five times those`() {
        #expect(Axis(.logarithmic, from: 1, to: 1e6, at: 0, 1).ticks(atMost: 6) == [1, 10, 100, 1e3, 1e4, 1e5, 1e6])
        #expect(Axis(.logarithmic, from: 1, to: 1e6, at: 0, 1).ticks(atMost: 4) == [1, 100, 1e4, 1e6])
        #expect(Axis(.logarithmic, from: 0.1, to: 1.4, at: 0, 1).ticks() == [0.1, 0.2, 0.5, 1])
    }

    @Test func `Equal differences and equal ratios lie equally far apart`() {
        let linear = Axis(from: 0, to: 100, at: 150, 20)
        #expect(linear.position(of: 0) == 150 && linear.position(of: 50) == 85 && linear.position(of: 100) == 20)
        let logarithmic = Axis(.logarithmic, from: 1, to: 100, at: 0, 200)
        #expect(abs(logarithmic.position(of: 10) - 100) < 1e-9)
    }
}
