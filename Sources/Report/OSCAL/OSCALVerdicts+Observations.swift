import RuleEngine
import SourceText

extension OSCALVerdicts {
    /// What was seen: each finding, and for each requirement what passes and what it does not concern.
    func observations(_ json: inout JSONWriter) {
        guard !parts.isEmpty else { return }
        json.list("observations") { json in
            for part in parts {
                for (judgement, finding, fingerprint) in part.findings {
                    json.object { json in
                        observation(OSCALNames.uuid("observation", fingerprint), part, judgement.verdict, &json) {
                            json in self.finding(judgement, finding, fingerprint, &json)
                        }
                    }
                }
                if !part.passes.isEmpty {
                    let uuid = OSCALNames.uuid("observation", part.id, Verdict.pass.rawValue)
                    json.object { json in
                        observation(uuid, part, .pass, &json) { json in passes(of: part, &json) }
                    }
                }
                if part.isTold {
                    let uuid = OSCALNames.uuid("observation", part.id, Verdict.notApplicable.rawValue)
                    json.object { json in
                        observation(uuid, part, .notApplicable, &json) { json in notApplicable(part, &json) }
                    }
                }
            }
        }
    }

    private func observation(
        _ uuid: String, _ part: Part, _ verdict: Verdict, _ json: inout JSONWriter, _ rest: (inout JSONWriter) -> Void
    ) {
        json.member("uuid", uuid)
        json.member("title", "\(part.id): \(verdict.rawValue)")
        json.member("types", [verdict == .fail ? "finding" : "control-objective"])
        json.origins()
        rest(&json)
    }

    private func finding(
        _ judgement: Judgement, _ finding: Finding, _ fingerprint: String, _ json: inout JSONWriter
    ) {
        json.member("description", finding.message.auditLine)
        json.list("props") { json in
            json.property("rule", finding.rule.id)
            json.property("verdict", judgement.verdict.rawValue)
            json.property("severity", judgement.severity.rawValue)
            json.property("fingerprint", fingerprint)
            figures(of: judgement, &json)
        }
        json.member("methods", [isMeasured(judgement) ? "TEST" : "EXAMINE"])
        if judgement.verdict != .error {
            json.list("subjects") { json in json.object { json in self.subject(judgement, &json) } }
        }
        if let location = judgement.location {
            json.list("relevant-evidence") { json in
                json.object { json in
                    json.member("href", reference(to: location.file.path))
                    json.member("description", location.place.auditLine)
                }
            }
        }
        json.member("collected", collected([judgement]))
        var remarks = finding.missing.map { $0.supply.isEmpty ? $0.name : "\($0.name): \($0.supply)" }
        if let note = finding.note { remarks.append(note) }
        if !remarks.isEmpty { json.member("remarks", remarks.map(\.auditLine).joined(separator: "\n\n")) }
    }

    private func passes(of part: Part, _ json: inout JSONWriter) {
        let count = part.passes.count
        json.member(
            "description", "\(part.rule.title): met by \(count) \(count == 1 ? "subject" : "subjects").".auditLine)
        json.list("props") { json in
            json.property("rule", part.id)
            json.property("verdict", Verdict.pass.rawValue)
        }
        let methods = Set(part.passes.map(isMeasured))
        json.member("methods", (methods.contains(false) ? ["EXAMINE"] : []) + (methods.contains(true) ? ["TEST"] : []))
        json.list("subjects") { json in
            var seen: Set<OSCALSubject> = []
            for pass in part.passes where seen.insert(OSCALSubject(pass)).inserted {
                json.object { json in
                    subject(pass, &json)
                    guard pass.observed != nil || pass.expected != nil || pass.location != nil else { return }
                    json.list("props") { json in
                        figures(of: pass, &json)
                        if let location = pass.location { json.property("place", location.place) }
                    }
                }
            }
        }
        json.member("collected", collected(part.passes))
    }

    private func notApplicable(_ part: Part, _ json: inout JSONWriter) {
        let count = part.notApplicable
        json.member("description", "It does not concern \(count) \(count == 1 ? "subject" : "subjects").")
        json.list("props") { json in
            json.property("rule", part.id)
            json.property("verdict", Verdict.notApplicable.rawValue)
        }
        json.member("methods", ["EXAMINE"])
        json.member("collected", report.written)
    }

    private func figures(of judgement: Judgement, _ json: inout JSONWriter) {
        if let observed = judgement.observed { json.property("observed", observed) }
        if let expected = judgement.expected { json.property("expected", expected) }
    }

    private func subject(_ judgement: Judgement, _ json: inout JSONWriter) {
        json.member("subject-uuid", uuid(of: OSCALSubject(judgement)))
        json.member("type", "inventory-item")
        json.member("title", judgement.subject.auditLine)
    }

    private func isMeasured(_ judgement: Judgement) -> Bool {
        judgement.location.map { measuredAt[$0.file.path] != nil } ?? false
    }

    /// When it was measured where all of it was measured at once, else when the report was written.
    private func collected(_ judgements: [Judgement]) -> String {
        let times = Set(judgements.map { judgement in judgement.location.flatMap { measuredAt[$0.file.path] } })
        guard times.count == 1, let time = times.first.flatMap(\.self) else { return report.written }
        return time.pointInTime ?? report.written
    }
}
