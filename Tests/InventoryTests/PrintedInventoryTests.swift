import Foundation
import SourceText
import Testing
import YAMLEvents

/// An inventory that was read as a tree and printed holds the same facts.
@Suite struct PrintedInventoryTests {
    private func expectSameFacts(_ text: String) throws {
        let node = try #require(try YAMLNode.read(SourceFile(path: "f", bytes: Array(text.utf8))))
        let printed = try Loaded(node.yaml)
        let original = try Loaded(text)
        #expect(printed.warnings.count == original.warnings.count)
        // Merge keys change the order in which fields are read, and with it the ids of rows in lists.
        let (new, old) = (try printed.contents(), try original.contents())
        for (table, rows) in old { #expect(new[table] == rows, "\(table) of\n\(node.yaml)") }
        #expect(old.values.contains { !$0.isEmpty })
    }

    @Test(arguments: 0..<120 as Range<UInt64>)
    func `Any inventory`(seed: UInt64) throws { try expectSameFacts(RandomInventory(seed: seed).text) }

    @Test func `The example of the whole format`() throws { try expectSameFacts(try example()) }

    @Test(arguments: [
        "hosts:\n  - &a {name: esx1, build: '8'}\n  - {<<: *a, name: esx2, version: 8.0, cluster: null}",
        "x: &x {device: vmk1, mtu: 9000}\nhosts: [{name: '1', vmkernelAdapters: [{<<: *x, services: []}, {<<: [*x], device: a}]}]",
        "hosts: [{name: \"a\\nb\", advancedOptions: {'<<': 'true', \"x: y\": '8'}, site: null, datastores: ['a, b', '~']}]",
    ])
    func `Merge keys, nulls and quotes`(text: String) throws { try expectSameFacts(text) }
}

extension Loaded {
    /// The rows of every table without their ids, as text, in the order of the alphabet.
    fileprivate func contents() throws -> [String: [String]] {
        try tables().mapValues { rows in rows.map { "\($0.dropFirst())" }.sorted() }
    }
}
