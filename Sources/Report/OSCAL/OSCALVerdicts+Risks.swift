import RuleEngine

extension OSCALVerdicts {
    /// Whether something may go wrong by it: it fails, whether someone answers for that or not.
    static func isRisk(_ finding: Finding) -> Bool { finding.verdict == .fail || finding.verdict == .waived }

    /// A risk for each failure, with what to do about it or who answers for it.
    func risks(_ json: inout JSONWriter) {
        let risks = parts.flatMap { part in part.findings.filter { Self.isRisk($0.finding) } }
        guard !risks.isEmpty else { return }
        json.list("risks", of: risks) { json, item in
            let (finding, fingerprint) = (item.finding, item.fingerprint)
            json.member("uuid", OSCALNames.uuid("risk", fingerprint))
            json.member("title", "\(finding.rule.id): \(finding.rule.title)".auditLine)
            json.member("description", finding.message.auditLine)
            json.member("statement", finding.rule.why.auditLines)
            json.list("props") { json in json.property("severity", finding.severity.rawValue) }
            json.member("status", finding.waiver == nil ? "open" : "deviation-approved")
            json.origins()
            if let waiver = finding.waiver {
                self.waiver(waiver, fingerprint, &json)
            } else {
                remediation(of: finding, fingerprint, &json)
            }
            json.list("related-observations") { json in
                json.object { json in json.member("observation-uuid", OSCALNames.uuid("observation", fingerprint)) }
            }
        }
    }

    private func remediation(of finding: Finding, _ fingerprint: String, _ json: inout JSONWriter) {
        let commands = [finding.powercli, finding.esxcli].compactMap { command in
            command.map { Markdown.fenced($0.auditLines, as: "") }
        }
        json.list("remediations") { json in
            json.object { json in
                json.member("uuid", OSCALNames.uuid("remediation", fingerprint))
                json.member("lifecycle", "recommendation")
                json.member("title", "Fix")
                json.member("description", ([finding.fix.auditLines] + commands).joined(separator: "\n\n"))
            }
        }
    }

    private func waiver(_ waiver: Finding.Waiver, _ fingerprint: String, _ json: inout JSONWriter) {
        // It holds to the end of its last day.
        if let end = waiver.expires.flatMap({ "\($0)T23:59:59Z".pointInTime }) { json.member("deadline", end) }
        json.object("risk-log") { json in
            json.list("entries") { json in
                json.object { json in
                    json.member("uuid", OSCALNames.uuid("waiver", fingerprint))
                    json.member("title", "Waived")
                    json.member("description", waiver.reason.auditLines)
                    json.list("props") { json in
                        json.property("owner", waiver.owner ?? "nobody named")
                        json.property("place", waiver.location.place)
                        if let expires = waiver.expires { json.property("expires", expires) }
                    }
                    json.member("start", report.written)
                    json.member("status-change", "deviation-approved")
                }
            }
        }
    }
}
