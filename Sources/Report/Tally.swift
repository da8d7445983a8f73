import RuleEngine

/// The counts that end a report.
struct Tally {
    private let report: LintReport
    private let unknown: Int

    init(_ report: LintReport) {
        self.report = report
        unknown = report.evaluation.findings.count { $0.verdict == .unknown && $0.isOpen }
    }

    /// What was found in one line, which never calls fine what was not looked at.
    var sentence: String {
        let findings = report.evaluation.findings
        let unevaluated = findings.count { $0.verdict == .error }
        let failing = findings.filter { $0.verdict == .fail && $0.isOpen }
        if !failing.isEmpty || unevaluated > 0 {
            let parts = Severity.allCases.map { severity in
                count(failing.count { $0.severity == severity }, severity)
            }
            let rules = unevaluated > 0 ? "\(unevaluated) \(noun("rule", unevaluated)) not evaluated; " : ""
            return "\(rules)\(parts.joined(separator: ", ")); \(unknown) unknown; \(number(.pass)) passed, \(rest)"
        }
        if unknown > 0 {
            return "nothing failed, but \(unknown) \(noun("check", unknown)) could not be decided for want of facts; "
                + "\(number(.pass)) passed, \(rest)"
        }
        let rules = "\(report.rules.count) \(noun("rule", report.rules.count))"
        let no = report.drift == nil ? "no" : "no new"
        if number(.pass) == 0 {
            return "\(no) findings in \(inputs), but nothing was checked either: \(rules), \(rest)"
        }
        return
            "\(no) findings in \(inputs): \(number(.pass)) \(noun("check", number(.pass))) of \(rules) passed, \(rest)"
    }

    private var rest: String {
        let known = report.drift?.unchanged ?? 0
        return "\(number(.notApplicable)) not applicable"
            + (number(.waived) > 0 ? ", \(number(.waived)) waived" : "")
            + (known > 0 ? ", \(known) known from the baseline" : "")
    }

    private var inputs: String {
        report.inputs.count == 1 ? report.inputs[0].printable : "\(report.inputs.count) inputs"
    }

    private func number(_ verdict: Verdict) -> Int { report.evaluation.summary[verdict] ?? 0 }

    private func count(_ number: Int, _ severity: Severity) -> String {
        "\(number) \(severity == .info ? "info" : noun(severity.rawValue, number))"
    }

    private func noun(_ noun: String, _ count: Int) -> String { count == 1 ? noun : noun + "s" }
}
