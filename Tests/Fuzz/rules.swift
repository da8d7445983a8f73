import Facts
import RuleEngine
import SourceText

/// Whatever the bytes are, a rule pack of them is refused with places or judges an estate within its budget.
///
/// Text that starts with `# limits` stands for the table of limits beside a rule.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var files = [SourceFile(path: "rule.yaml", bytes: bytes)]
    if bytes.starts(with: "# limits".utf8) {
        files = [SourceFile(path: "limits.yaml", bytes: bytes), SourceFile(path: "rule.yaml", bytes: Array(rule.utf8))]
    }
    do {
        let pack = try RulePack(files)
        let store = try FactStore()
        try store.seal(limits: pack.limits)
        _ = try Evaluation(pack, on: store, budget: Budget(steps: 100_000, seconds: 1, memory: 256 << 20))
    } catch let problems as Diagnostics {
        precondition(!problems.list.isEmpty && !problems.description.isEmpty)
    } catch let problem as Diagnostic {
        precondition(!problem.description.isEmpty)
    } catch {
        fatalError("neither read nor refused with a place: \(error)")
    }
    return 0
}

private let rule = """
    {id: A1, name: a, title: a, severity: error, category: a, subject: hosts, require: {version: "> 1"}, at: version,
     message: a, why: a, fix: {text: a}}
    """
