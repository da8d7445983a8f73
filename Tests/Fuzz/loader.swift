import Facts
import Inventory
import SourceText

/// A store and its loader, which serve many inputs, because making their tables takes longer than reading most inputs.
private struct Bench {
    let store: FactStore
    let loader: InventoryLoader
    var uses = 0

    init() throws {
        store = try FactStore()
        loader = InventoryLoader(into: store)
    }
}

nonisolated(unsafe) private var current: Bench?

/// Whatever the bytes are, loading them as an inventory or as evidence ends in rows or in errors with their places, and another spelling keeps the facts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = SourceFile(path: "input.yaml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
    do {
        var bench = try current ?? Bench()
        bench.uses += 1
        current = bench.uses > 200 ? nil : bench
        let kind: FactFile = count % 4 == 2 ? .evidence : .inventory
        try bench.loader.load(file, as: kind)
        if count % 8 == 1 { _ = try SpellingFixes(for: file) }
        if count % 8 == 0 {
            try bench.store.seal()
            current = nil
        }
    } catch let problems as Diagnostics {
        precondition(!problems.list.isEmpty && !problems.description.isEmpty)
    } catch {
        fatalError("neither loaded nor refused with a place: \(error)")
    }
    return 0
}
