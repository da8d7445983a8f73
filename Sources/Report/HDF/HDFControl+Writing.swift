import RuleEngine
import SourceText

extension HDFControl {
    /// The control's members; results that were measured have the time of that.
    func write(_ json: inout JSONWriter, written: String, measuredAt: [String: String]) {
        json.member("id", id)
        json.member("title", title.auditLine)
        json.member("desc", rule.why.auditLines)
        json.member("impact", impact)
        let advice = advice
        json.list("descriptions") { json in
            guard !advice.isEmpty else { return }
            json.object { json in
                json.member("label", "fix")
                json.member("data", advice)
            }
        }
        json.list("refs", of: rule.references) { json, reference in json.member("ref", reference.auditLine) }
        json.object("tags") { json in tags(&json) }
        json.null("code")
        json.object("source_location") { json in
            json.member("ref", rule.file.path.auditLine)
            json.member("line", 1)
        }
        if let waiver {
            json.object("waiver_data") { json in
                json.member(
                    "justification", "\(waiver.reason.auditLine) (\((waiver.owner ?? "nobody named").auditLine))")
                json.member("expiration_date", waiver.expires)
                json.member("run", false)
                json.member("skipped_due_to_waiver", true)
                json.member("message", "")
            }
        }
        json.list("results") { json in
            for judgement in judgements {
                json.object { json in
                    let measured = judgement.location.flatMap { measuredAt[$0.file.path]?.pointInTime }
                    result(judgement, at: measured ?? written, &json)
                }
            }
            // A control without a result is taken for an error of the profile.
            if isIdle {
                json.object { json in
                    json.member("status", Status.skipped.rawValue)
                    json.member("code_desc", "The requirement concerns nothing in the inventory.")
                    json.member("skip_message", "not applicable")
                    json.member("start_time", written)
                    json.member("run_time", 0)
                }
            }
        }
    }

    /// Heimdall files what has no `nist` under UM-1, unmapped.
    private func tags(_ json: inout JSONWriter) {
        json.member("rule", rule.name)
        json.member("category", rule.category.auditLine)
        switch rule.severity {
        case .error: json.member("severity", "high")
        case .warning: json.member("severity", "medium")
        case .info: json.member("severity", "low")
        }
        var taken: Set<String> = ["rule", "category", "severity"]
        for framework in rule.frameworks {
            let key = framework.name == "NIST 800-53" ? "nist" : framework.name.lowercased()
            if taken.insert(key).inserted { json.member(key, framework.requirements.map(\.auditLine)) }
        }
    }

    private func result(_ judgement: Judgement, at time: String, _ json: inout JSONWriter) {
        json.member("status", judgement.hdfStatus.rawValue)
        let observed = judgement.observed.map { "observed \($0)" }
        let expected = judgement.expected.map { "expected \($0)" }
        let figures = [observed, expected].compactMap(\.self).joined(separator: ", ")
        let said = "\(judgement.subject.auditLine): \((figures.isEmpty ? rule.title : figures).auditLine)"
        json.member("code_desc", said + (judgement.location.map { " (\($0.place))" } ?? ""))
        json.member("resource_id", judgement.subject.auditLine)
        if let finding = judgement.finding {
            let message = finding.message.auditLine
            switch judgement.verdict {
            case .unknown:
                let wanted = finding.missing.map { $0.supply.isEmpty ? $0.name : $0.supply } + [finding.note ?? ""]
                let parts = [message] + wanted.filter { !$0.isEmpty }.map(\.auditLine)
                json.member("skip_message", parts.joined(separator: "; "))
            case .waived: json.member("skip_message", "waived: \(message)")
            default: json.member("message", message)
            }
        }
        json.member("start_time", time)
        json.member("run_time", 0)
    }
}
