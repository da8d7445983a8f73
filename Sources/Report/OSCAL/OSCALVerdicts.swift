import RuleEngine

/// The verdicts of a report, in the four lists that OSCAL has of them.
///
/// What fails, is unknown or waived is observed alone; the subjects that pass a requirement share one observation.
struct OSCALVerdicts {
    /// A requirement with what refers to it.
    struct Part {
        let rule: Rule
        let notApplicable: Int
        /// Its findings, each with a fingerprint that no other has.
        var findings: [(judgement: Judgement, finding: Finding, fingerprint: String)] = []
        var passes: [Judgement] = []

        var id: String { rule.id }
    }

    let report: ComplianceReport
    let parts: [Part]
    let measuredAt: [String: String]
    private let resources: [String: String]
    /// Everything that verdicts are about, in the order in which it comes up.
    private let items: [(subject: OSCALSubject, scope: Scope)]
    private let uuids: [OSCALSubject: String]

    init(_ report: ComplianceReport) {
        self.report = report
        var items: [(subject: OSCALSubject, scope: Scope)] = []
        var uuids: [OSCALSubject: String] = [:]
        for requirement in report.requirements {
            // A rule that could not be evaluated is about no part of the estate.
            for judgement in requirement.judgements where judgement.verdict != .error {
                let subject = OSCALSubject(judgement)
                guard uuids[subject] == nil else { continue }
                uuids[subject] = subject.uuid
                items.append((subject, judgement.scope))
            }
        }
        (self.items, self.uuids) = (items, uuids)
        measuredAt = report.measuredAt
        resources = Dictionary(report.inputs.map { ($0.path, OSCALNames.resource($0)) }) { first, _ in first }
        var fingerprints = UniqueFingerprints()
        parts = report.requirements.map { requirement in
            var part = Part(rule: requirement.rule, notApplicable: requirement.notApplicable)
            for judgement in requirement.judgements {
                if let finding = judgement.finding {
                    part.findings.append((judgement, finding, fingerprints.next(finding)))
                } else {
                    part.passes.append(judgement)
                }
            }
            return part
        }
    }

    /// The resource of the file at `path`, or the file itself where it is none of the inputs.
    func reference(to path: String) -> String { resources[path].map { "#" + $0 } ?? path.fileURI }

    /// The UUID of what a verdict is about.
    func uuid(of subject: OSCALSubject) -> String { uuids[subject] ?? subject.uuid }

    /// Everything that a verdict is about, once.
    func inventoryItems(_ json: inout JSONWriter) {
        guard !items.isEmpty else { return }
        json.list("inventory-items", of: items) { json, item in
            json.member("uuid", uuids[item.subject])
            json.member("description", item.subject.name.auditLine)
            json.list("props") { json in
                json.object { json in
                    json.member("name", "asset-id")
                    json.member("value", item.subject.name.auditLine)
                }
                json.property("kind", item.subject.kind)
                if let cluster = item.scope.cluster { json.property("cluster", cluster) }
                if let host = item.scope.host { json.property("host", host) }
                for site in item.scope.sites { json.property("site", site) }
            }
        }
    }

    /// A finding for each requirement that concerns something.
    func findings(_ json: inout JSONWriter) {
        let parts = parts.filter { !$0.findings.isEmpty || !$0.passes.isEmpty }
        guard !parts.isEmpty else { return }
        json.list("findings", of: parts) { json, part in
            let rule = part.rule
            json.member("uuid", OSCALNames.uuid("finding", part.id))
            json.member("title", "\(rule.id): \(rule.title)".auditLine)
            json.member("description", rule.why.auditLines)
            json.list("props") { json in
                json.property("rule", rule.id)
                json.property("name", rule.name)
                json.property("severity", rule.severity.rawValue)
                for verdict in Verdict.allCases where part.count(verdict) > 0 {
                    json.property(verdict.rawValue, String(part.count(verdict)))
                }
                for framework in rule.frameworks {
                    for requirement in framework.requirements {
                        json.property("framework", "\(framework.name) \(requirement)")
                    }
                }
            }
            json.origins()
            json.object("target") { json in
                json.member("type", "objective-id")
                json.member("target-id", OSCALNames.token(rule.id))
                json.member("title", rule.title.auditLine)
                json.object("status") { json in part.status(&json) }
            }
            json.list("related-observations") { json in
                for uuid in part.observations {
                    json.object { json in json.member("observation-uuid", uuid) }
                }
            }
            let risks = part.findings.filter { OSCALVerdicts.isRisk($0.finding) }
            guard !risks.isEmpty else { return }
            json.list("related-risks", of: risks) { json, item in
                json.member("risk-uuid", OSCALNames.uuid("risk", item.fingerprint))
            }
        }
    }
}

extension OSCALVerdicts.Part {
    /// Its observations, in their order.
    var observations: [String] {
        findings.map { OSCALNames.uuid("observation", $0.fingerprint) }
            + (passes.isEmpty ? [] : [OSCALNames.uuid("observation", id, Verdict.pass.rawValue)])
            + (isTold ? [OSCALNames.uuid("observation", id, Verdict.notApplicable.rawValue)] : [])
    }

    /// Whether it is said what it does not concern: where that is something, and where it concerns nothing.
    var isTold: Bool { notApplicable > 0 || findings.isEmpty && passes.isEmpty }

    func count(_ verdict: Verdict) -> Int {
        switch verdict {
        case .pass: passes.count
        case .notApplicable: notApplicable
        default: findings.count { $0.judgement.verdict == verdict }
        }
    }

    /// OSCAL has two states: what is unknown or waived is not satisfied, for another reason than having failed.
    func status(_ json: inout JSONWriter) {
        let isFailed = count(.fail) + count(.error) > 0
        json.member("state", findings.isEmpty ? "satisfied" : "not-satisfied")
        json.member("reason", findings.isEmpty ? "pass" : isFailed ? "fail" : "other")
        guard !findings.isEmpty, !isFailed else { return }
        json.member("remarks", count(.unknown) > 0 ? "Unknown: facts are missing." : "Waived.")
    }
}

extension JSONWriter {
    /// The tool as the origin of a statement.
    mutating func origins() {
        list("origins") { json in
            json.object { json in
                json.list("actors") { json in
                    json.object { json in
                        json.member("type", "tool")
                        json.member("actor-uuid", OSCALNames.tool)
                    }
                }
            }
        }
    }
}
