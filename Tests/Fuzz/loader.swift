import Facts
import Inventory
import SourceText

/// Whatever the bytes are, loading them ends in rows or in errors with their places.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = SourceFile(path: "input.yaml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
    do {
        let store = try FactStore()
        let loader = InventoryLoader(into: store)
        try loader.load(file)
        try store.seal()
        for warning in loader.warnings { _ = warning.description }
    } catch let problems as Diagnostics {
        precondition(!problems.list.isEmpty && !problems.description.isEmpty)
    } catch {
        fatalError("neither loaded nor refused with a place: \(error)")
    }
    return 0
}
