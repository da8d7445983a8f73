import Facts
import TestSupport
import Testing

@Suite struct ReleaseTests {
    @Test(arguments: [
        ("8.0.3", 8_000_003),
        ("5.0", 5_000_000),
        ("8", 8_000_000),
        ("6.7 U3", 6_007_003),
        ("6.7U3", 6_007_003),
        ("6.7 u3b", 6_007_003),
        ("6.7 Update 3", 6_007_003),
        ("8.0.3.24022510", 8_000_003),
        ("8.0.0.1", 8_000_000),
        ("5.5.999", 5_005_999),
    ])
    func number(text: String, number: Int64) {
        #expect(Release(text)?.number == number)
    }

    @Test(arguments: [
        "", " ", "U3", "8.", ".8", "8..0", "8.0 Ux", "8.0 U", "eight", "8.1000", "-8.0", "+8.0", "8.0.-1", "8,0",
        "8.0 beta",
        "8.0.3.4.5", "8.0 U1000", "8.0 U9223372036854775807", "8.0 U99999999999999999999", "٨.٠", "8.0\0",
    ])
    func noRelease(text: String) {
        #expect(Release(text) == nil)
    }

    @Test func order() {
        let releases = ["4.1", "5.0", "5.1", "5.5 U3", "6.0", "6.5.0", "6.7 U3", "7.0", "8.0", "8.0.3", "9.0", "10.0"]
            .compactMap { Release($0) }
        #expect(releases.count == 12)
        #expect(releases.reversed().sorted() == releases)
        #expect(Set(releases).count == 12)
    }

    /// Numbers compare as the parts do, from the left.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func orderOfParts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (left, right) = (
            (0..<3).map { _ in random.pick([0, 1, 2, 10, 999]) }, (0..<3).map { _ in random.pick([0, 1, 2, 10, 999]) }
        )
        let spell = { (parts: [Int]) in parts.map(String.init).joined(separator: ".") }
        let (one, other) = (try #require(Release(spell(left))), try #require(Release(spell(right))))
        #expect((one < other) == left.lexicographicallyPrecedes(right))
        #expect((one == other) == (left == right))
    }
}
