import Facts
import Inventory
import RuleEngine
import SourceText

/// Whatever a team's decisions are made of (waivers, configuration, baseline, comments in an inventory), they are applied or
/// refused with places.
///
/// The first letter tells what the rest is: w, c, b or anything else for an inventory with comments.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let file = SourceFile(path: "decisions", bytes: Array(bytes.dropFirst()))
    do {
        let pack = try RulePack([SourceFile(path: "rule.yaml", bytes: Array(rule.utf8))])
        let store = try FactStore()
        let kind = bytes.first
        let isInventory = ![UInt8(ascii: "w"), UInt8(ascii: "c"), UInt8(ascii: "b")].contains(kind)
        try InventoryLoader(into: store).load(
            isInventory ? file : SourceFile(path: "inventory.yaml", bytes: Array(estate.utf8)))
        try store.seal()
        var settings = RuleSettings()
        if kind == UInt8(ascii: "c") { settings = try Configuration(file).settings(for: pack) }
        var evaluation = try Evaluation(
            pack, on: store, settings: settings, budget: Budget(steps: 100_000, seconds: 1, memory: 256 << 20))
        let verdicts = evaluation.summary.values.reduce(0, +)
        var suppressions = try Suppressions(for: pack)
        if kind == UInt8(ascii: "w") { try suppressions.add(waivers: file) }
        for file in store.files { try suppressions.add(commentsOf: file) }
        try suppressions.apply(to: &evaluation, of: pack, settings: settings, today: "2026-11-22")
        precondition(evaluation.summary.values.reduce(0, +) >= verdicts, "a verdict was lost")
        if kind == UInt8(ascii: "b") {
            let drift = try Baseline(file).apply(to: &evaluation, of: pack, hosts: ["esx1"])
            precondition(drift.new + drift.unchanged <= evaluation.findings.count)
        }
    } catch let problems as Diagnostics {
        precondition(!problems.list.isEmpty && !problems.description.isEmpty)
    } catch let problem as Diagnostic {
        precondition(!problem.description.isEmpty)
    } catch {
        fatalError("neither applied nor refused with a place: \(error)")
    }
    return 0
}

private let rule = """
    {id: A1, name: a-b, title: a, severity: error, category: c, parameters: {most: {default: 1, what: a}}, subject: hosts,
     query: "SELECT id AS subject FROM hosts WHERE length(name) > :most", at: name, message: a, why: a, fix: {text: a}}
    """

private let estate = """
    hosts: [{name: esx1, cluster: c1, site: s1}, {name: esx2, cluster: c1}, {name: x, vmkernelAdapters: []}]
    """
