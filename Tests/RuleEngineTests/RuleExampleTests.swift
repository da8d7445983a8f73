import Facts
import Inventory
import RuleEngine
import SourceText
import Testing
import YAMLEvents

/// What `rules explain` and the page of rules show.
@Suite struct RuleExampleTests {
    private static let builtin = try? RulePack.builtin()

    /// The rules that judge inventories.
    private static let ids = builtin?.rules.filter { !$0.checks.isEmpty }.map(\.id) ?? []

    private func load(_ reader: consuming YAMLReader, as kind: FactFile, into store: FactStore) throws {
        try InventoryLoader(into: store).load(reader, as: kind)
    }

    @Test(arguments: ids)
    func `Every rule has an inventory in which it fails and one in which it passes`(id: String) throws {
        let pack = try #require(Self.builtin)
        let (bad, good) = try #require(pack.rule(id)).examples(in: pack, load: load)
        let findings = try #require(bad?.findings)
        #expect(!findings.isEmpty)
        let printed = Set(["inventory.yaml"] + (bad?.evidence.map(\.path) ?? []))
        for finding in findings { #expect(printed.contains(finding.location?.file.path ?? "")) }
        #expect(good?.findings.isEmpty == true)
    }

    @Test(arguments: ids)
    func `What is printed of a test's inventory holds what the test says`(id: String) throws {
        for test in try #require(Self.builtin?.rule(id)).tests {
            let printed = try #require(try YAMLNode.read(file("inventory.yaml", test.inventory.yaml)))
            #expect(outline(printed) == outline(test.inventory), "\(test.name)")
        }
    }

    @Test func `A finding points into what is printed, not into the rule file`() throws {
        let text = rule(
            """
            subject: hosts
            require: {build: "2"}
            at: build
            tests:
              - name: passes
                inventory: {hosts: [&a {name: a, build: "2"}]}
                expect: {pass: 1}
              - name: fails
                inventory: {hosts: [*a, {<<: *a, name: b, build: "1"}]}
                expect: {fail: [b], pass: 1}
            """)
        let pack = try pack([text])
        let (bad, good) = try #require(pack.rules.first).examples(in: pack, load: load)
        #expect(bad?.name == "fails")
        #expect(bad?.text == "hosts:\n  - name: a\n    build: \"2\"\n  - name: b\n    build: \"1\"\n")
        #expect(bad?.findings.map { place($0.location) } == ["inventory.yaml:5:12-5:15"])
        #expect(good?.name == "passes")
    }

    @Test func `A rule without tests has no examples`() throws {
        let pack = try pack([rule("subject: hosts\nrequire: {name: x}\nat: name")])
        let (bad, good) = try #require(pack.rules.first).examples(in: pack, load: load)
        #expect(bad == nil && good == nil)
    }

    /// A tree's events in few letters; all spellings of null are one.
    private func outline(_ node: YAMLNode) -> [String] {
        switch node.content {
        case .scalar(let text): [node.isNull ? "null" : node.isPlain ? text : "\"\(text)\""]
        case .sequence(let items): ["["] + items.flatMap(outline) + ["]"]
        case .mapping(let pairs): ["{"] + pairs.flatMap { outline($0.key) + outline($0.value) } + ["}"]
        }
    }
}
