import Inventory
import SourceText
import Testing

/// A careless writer's inventory becomes, byte for byte, the one that the same writer would have written with care.
@Suite struct SpellingPropertyTests {
    private static let seeds = 0..<120 as Range<UInt64>

    private func fixes(_ text: String) throws -> SpellingFixes {
        try SpellingFixes(for: SourceFile(path: "test.yaml", bytes: Array(text.utf8)))
    }

    @Test(arguments: seeds)
    func `Only what is spelt carelessly changes`(seed: UInt64) throws {
        let careless = RandomInventory(seed: seed, isCareless: true)
        let fixes = try fixes(careless.text)
        #expect(String(decoding: fixes.fixed.bytes, as: UTF8.self) == RandomInventory(seed: seed).text)
    }

    @Test(arguments: seeds)
    func `The facts stay, and what is fixed needs no fix`(seed: UInt64) throws {
        let careless = RandomInventory(seed: seed, isCareless: true)
        let fixed = String(decoding: try fixes(careless.text).fixed.bytes, as: UTF8.self)
        #expect(try Loaded(fixed).tables() == Loaded(careless.text).tables())
        #expect(try fixes(fixed).edits.isEmpty)
    }

    @Test func `The generator slips often enough to say something`() throws {
        let counts = try Self.seeds.map { try fixes(RandomInventory(seed: $0, isCareless: true).text).count }
        #expect(counts.reduce(0, +) > 1000)
    }
}
