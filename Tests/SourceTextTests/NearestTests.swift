import SourceText
import TestSupport
import Testing

@Suite struct NearestTests {
    private static let keys = ["device", "link", "speedMbps", "duplex", "driver", "mtu", "netmask", "netstack"]

    @Test(arguments: [
        ("speedMpbs", "speedMbps"),  // two letters swapped
        ("mut", "mtu"),  // in a word so short that two changes were too many
        ("speed_mbps", "speedMbps"),  // one more
        ("SPEEDMBPS", "speedMbps"),  // letter case
        ("nestack", "netstack"),  // one left out
        ("mtú", "mtu"),  // one changed, outside ASCII
        ("netmsak", "netmask"),  // the nearer of two near ones
        ("device", "device"),
    ])
    func meant(word: String, key: String) {
        #expect(nearest(to: word, among: Self.keys) == key)
    }

    @Test(arguments: ["gateway", "speed", "", "x", "vlan"])
    func nothingNear(word: String) {
        #expect(nearest(to: word, among: Self.keys) == nil)
    }

    @Test func amongNothing() {
        #expect(nearest(to: "mtu", among: [String]()) == nil)
    }

    @Test func theFirstOfEquallyNearOnes() {
        #expect(nearest(to: "vmk9", among: ["vmk0", "vmk1"]) == "vmk0")
    }

    /// A megabyte of key must not cost a table of a megabyte times every known key.
    @Test func longWordsAreNotCompared() {
        let word = String(repeating: "a", count: 65)
        #expect(nearest(to: word, among: [word]) == nil)
        #expect(nearest(to: String(word.dropLast()), among: [word]) == word)
    }

    /// Up to a third of the letters changed is near, whatever the letters.
    @Test(arguments: 0..<100 as Range<UInt64>)
    func changedLetters(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let word = (0..<Int.random(in: 3...30, using: &random)).map { _ in random.pick(Array("abcdefgh")) }
        var changed = word
        for index in word.indices.shuffled(using: &random).prefix(word.count / 3) { changed[index] = "z" }
        #expect(nearest(to: String(changed), among: [String(word)]) == String(word))
        let foreign = String(repeating: "z", count: word.count)
        #expect(nearest(to: foreign, among: [String(word)]) == nil)
    }
}
