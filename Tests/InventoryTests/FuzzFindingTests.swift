import Facts
import Foundation
import Inventory
import SourceText
import Testing

/// What the fuzzer found, and what it starts from: each is loaded or refused, soon.
@Suite struct FuzzFindingTests {
    private static let inputs: [String] = {
        let folders = [fixtures.appending(path: "fuzz"), fixtures.appending(path: "../../Fuzz/corpus/loader")]
        return folders.flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
                .map { folder.standardizedFileURL.appending(path: $0).path }
        }
    }()

    @Test func thereAreInputs() {
        #expect(Self.inputs.count > 5)
    }

    @Test(.timeLimit(.minutes(1)), arguments: inputs)
    func ends(path: String) throws {
        let store = try FactStore()
        let start = ContinuousClock.now
        do {
            try InventoryLoader(into: store).load(SourceFile.read(path))
            try store.seal()
        } catch let problems as Diagnostics {
            #expect(!problems.list.isEmpty)
        }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    /// A rule's tests load many inventories, and a wrong one must not stay in memory.
    @Test(arguments: ["hosts: [{name: a}]", "hosts: [{name: [a]}]", ""])
    func aStoreIsFreed(text: String) throws {
        weak var kept: FactStore?
        try {
            let store = try FactStore()
            kept = store
            try? InventoryLoader(into: store).load(SourceFile(path: "f", bytes: Array(text.utf8)))
            #expect(kept != nil)
        }()
        #expect(kept == nil)
    }
}
