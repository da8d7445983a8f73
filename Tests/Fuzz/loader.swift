import Facts
import Inventory
import SourceText

/// A store and its loader serve many inputs, because making their tables takes longer than reading most inputs.
nonisolated(unsafe) private var current: (store: FactStore, loader: InventoryLoader, uses: Int)?

/// Whatever the bytes are, loading them ends in rows or in errors with their places.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = SourceFile(path: "input.yaml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
    do {
        if current == nil || current!.uses > 200 {
            let store = try FactStore()
            current = (store, InventoryLoader(into: store), 0)
        }
        current!.uses += 1
        try current!.loader.load(file)
        if count % 8 == 0 {
            try current!.store.seal()
            current = nil
        }
    } catch let problems as Diagnostics {
        precondition(!problems.list.isEmpty && !problems.description.isEmpty)
    } catch {
        fatalError("neither loaded nor refused with a place: \(error)")
    }
    return 0
}
