import Facts
import Report
import RuleEngine
import SourceText

/// Whatever an earlier report is made of, it is read or refused with its path, and compared without a word lost.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = SourceFile(path: "report.json", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
    do {
        let old = try ReportFile(file)
        let comparison = Comparison(of: report, since: old)
        let changes = comparison.worse + comparison.better + comparison.new + comparison.gone
        precondition(comparison.unchanged + changes.count <= old.entries.count)
        var compared = report
        compared.comparison = comparison
        for format in ComplianceFormat.allCases { precondition(!format.render(compared).isEmpty) }
        // What was written of it is a report again.
        let again = SourceFile(path: "again.json", bytes: ComplianceFormat.json.render(compared))
        precondition((try? ReportFile(again)) != nil)
    } catch {
        precondition(error.description.hasPrefix("report.json"))
    }
    return 0
}

/// A report of nothing.
private let report = ComplianceReport(
    toolName: "vmotion-preflight", toolVersion: "1", pack: .init(name: "builtin", sha256: ""), arguments: ["report"],
    written: "2026-11-22T18:00:00Z", inputs: [], estate: Estate(sites: [], clusters: [], hosts: [], sitePairs: []),
    rules: [], evaluation: evaluation, measurements: [])

private let evaluation: Evaluation = {
    do {
        let store = try FactStore()
        try store.seal()
        return try Evaluation(RulePack([SourceFile(path: "rule.yaml", bytes: Array(rule.utf8))]), on: store)
    } catch {
        fatalError("nothing cannot be judged: \(error)")
    }
}()

private let rule = """
    {id: A1, name: a-b, title: a, severity: error, category: c, subject: hosts, query: "SELECT id AS subject FROM hosts",
     at: name, message: a, why: a, fix: {text: a}}
    """
