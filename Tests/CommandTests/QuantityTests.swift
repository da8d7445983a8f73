import TestSupport
import Testing

@testable import vmotion_preflight

@Suite struct QuantityTests {
    @Test(arguments: [
        ("64MiB", 67_108_864), ("64 MiB", 67_108_864), ("1GiB", 1_073_741_824), ("2.5GB", 2_500_000_000),
        ("1MB", 1_000_000),
        ("0.5KiB", 512), ("20kB", 20_000), ("1B", 1), ("0.1GiB", 107_374_182),
    ])
    func `A size`(_ text: String, bytes: Int64) throws {
        #expect(try ByteCount(text).amount == bytes)
    }

    @Test(arguments: [
        ("1Gbit/s", 1_000_000_000), ("2.5 Gbit/s", 2_500_000_000), ("100Mbit/s", 100_000_000),
        ("125MB/s", 1_000_000_000),
        ("1MiB/s", 8_388_608), ("64kbit/s", 64_000),
    ])
    func `A rate`(_ text: String, bitsPerSecond: Int64) throws {
        #expect(try BitRate(text).amount == bitsPerSecond)
    }

    @Test(arguments: [("10s", 10_000), ("1.5min", 90_000), ("250ms", 250), ("2h", 7_200_000), ("0.001s", 1)])
    func `A duration`(_ text: String, milliseconds: Int64) throws {
        #expect(try TimeSpan(text).amount == milliseconds)
    }

    @Test(arguments: [
        ("10", "a unit is missing: one of h, min, s, ms."),
        ("", "a duration is a number and a unit: one of h, min, s, ms."),
        ("s", "a duration is a number and a unit: one of h, min, s, ms."),
        ("-1s", "a duration is a number and a unit: one of h, min, s, ms."),
        ("1.2345s", "a duration is a number and a unit: one of h, min, s, ms."),
        ("1.s", "a duration is a number and a unit: one of h, min, s, ms."),
        ("1.1.1s", "a duration is a number and a unit: one of h, min, s, ms."),
        ("10sec", "there is no unit sec for a duration; there are h, min, s, ms."),
        ("10S", "there is no unit S for a duration; there are h, min, s, ms."),
        ("0s", "that is too little for a duration."), ("0.1ms", "that is too little for a duration."),
        ("9223372036854775807h", "a duration is a number and a unit: one of h, min, s, ms."),
        ("9223372036854775h", "that is too much for a duration."),
        ("١s", "a duration is a number and a unit: one of h, min, s, ms."),
    ])
    func `What is no duration`(_ text: String, why: String) {
        #expect { try TimeSpan(text) } throws: { "\($0)" == why }
    }

    @Test func `What is printed reads as the same amount`() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<20_000 {
            let amount = Int64.random(in: 1...(1 << Int64.random(in: 1...50, using: &random)), using: &random)
            try expectAgreement(ByteCount(amount: amount))
            try expectAgreement(BitRate(amount: amount))
            try expectAgreement(TimeSpan(amount: amount))
        }
    }

    @Test func `Round amounts are printed in their largest unit`() {
        #expect("\(ByteCount(amount: 1 << 30))" == "1GiB")
        #expect("\(ByteCount(amount: 4_000_000))" == "4MB")
        #expect("\(BitRate(amount: 2_500_000_000))" == "2.5Gbit/s")
        #expect("\(TimeSpan(amount: 10_000))" == "10s")
        #expect("\(TimeSpan(amount: 61_001))" == "61.001s")
    }

    private func expectAgreement<Amount: Quantity>(_ quantity: Amount) throws {
        let read = try Amount("\(quantity)")
        #expect(read == quantity)
    }
}
