import Evidence
import RuleEngine

/// The report for scripts, and for later reports to be compared with; its schema is ``ComplianceReport/jsonSchema``.
///
/// Every key is always there, `null` where there is nothing to say; those of findings alone are left out of what passes.
struct ComplianceJSON {
    let bytes: [UInt8]

    init(_ report: ComplianceReport) {
        let summaries = Summaries(report)
        bytes = JSONWriter.document(depthOfLines: 4) { json in
            json.member("schemaVersion", ComplianceReport.schemaVersion)
            json.member("kind", ComplianceReport.kind)
            json.object("tool") { json in
                json.member("name", report.toolName)
                json.member("version", report.toolVersion)
            }
            json.object("rulePack") { json in
                json.member("name", report.pack.name)
                json.member("sha256", report.pack.sha256)
            }
            json.member("arguments", report.arguments + ["--format", ComplianceFormat.json.rawValue])
            json.member("written", report.written)
            json.inputs(of: report)
            json.estate(report.estate, summaries, measured: Set(Coverage(report).measured))
            json.member("conclusion", summaries.whole.conclusion.rawValue)
            json.object("summary") { json in json.counts(summaries.whole) }
            let measuredAt = report.measuredAt
            json.list("requirements", of: report.requirements) { json, requirement in
                json.requirement(requirement, measuredAt: measuredAt)
            }
            if let comparison = report.comparison { json.comparison(comparison) } else { json.null("comparison") }
        }
    }
}

extension ComplianceReport {
    /// The version of the JSON that it writes; another first number is another format.
    static let schemaVersion = "1.0"
    /// What its JSON is told by from that of other commands.
    static let kind = "report"
}

extension JSONWriter {
    fileprivate mutating func inputs(of report: ComplianceReport) {
        let evidence = Dictionary(report.measurements.map { ($0.path, $0.evidence) }) { first, _ in first }
        list("inputs", of: report.inputs) { json, input in
            json.member("path", input.path)
            json.member("role", input.role.rawValue)
            json.member("bytes", input.bytes)
            json.member("sha256", input.sha256)
            if input.role == .evidence, let evidence = evidence[input.path] {
                json.object("evidence") { json in
                    json.member("kind", evidence.kind.rawValue)
                    json.member("started", evidence.started)
                    json.member("finished", evidence.finished)
                }
            } else {
                json.null("evidence")
            }
        }
    }

    fileprivate mutating func estate(_ estate: Estate, _ summaries: Summaries, measured: Set<String>) {
        object("estate") { json in
            json.member("sites", estate.sites)
            json.list("sitePairs", of: estate.sitePairs) { json, pair in
                json.member("sites", pair)
                json.part(summaries.sitePairs[pair.sorted()])
            }
            json.list("clusters", of: estate.clusters) { json, cluster in
                json.member("name", cluster.name)
                json.member("sites", cluster.sites)
                json.part(summaries.clusters[cluster.name])
            }
            json.list("hosts", of: estate.hosts) { json, host in
                json.member("isMeasured", measured.contains(host.name))
                json.member("name", host.name)
                json.member("cluster", host.cluster)
                json.member("site", host.site)
            }
        }
    }

    private mutating func part(_ summary: Summary?) {
        let summary = summary ?? Summary()
        member("conclusion", summary.conclusion.rawValue)
        object("summary") { json in json.counts(summary) }
    }

    fileprivate mutating func counts(_ summary: Summary) {
        for verdict in Verdict.allCases { member(verdict.rawValue, summary.count(of: verdict)) }
        object("failures") { json in
            for severity in Severity.allCases {
                json.member(severity.rawValue, summary[Standing(.fail, severity)])
            }
        }
    }

    fileprivate mutating func requirement(_ requirement: Requirement, measuredAt: [String: String]) {
        let rule = requirement.rule
        member("rule", rule.id)
        member("name", rule.name)
        member("title", rule.title)
        member("severity", rule.severity.rawValue)
        member("category", rule.category)
        member("why", rule.why)
        member("references", rule.references)
        list("frameworks", of: rule.frameworks) { json, framework in
            json.member("name", framework.name)
            json.member("requirements", framework.requirements)
        }
        member("notApplicable", requirement.notApplicable)
        list("verdicts", of: requirement.judgements) { json, judgement in
            json.judgement(judgement, measuredAt: measuredAt)
        }
    }

    fileprivate mutating func comparison(_ comparison: Comparison) {
        object("comparison") { json in
            json.member("path", comparison.path)
            json.member("written", comparison.written)
            json.member("unchanged", comparison.unchanged)
            json.member("newPasses", comparison.newPasses)
            json.member("gonePasses", comparison.gonePasses)
            json.changes("worse", comparison.worse)
            json.changes("better", comparison.better)
            json.changes("new", comparison.new)
            json.changes("gone", comparison.gone)
        }
    }

    private mutating func changes(_ key: String, _ changes: [Comparison.Change]) {
        list(key, of: changes) { json, change in
            json.member("rule", change.rule)
            json.member("subject", change.subject)
            json.member("before", change.before?.rawValue)
            json.member("now", change.now?.rawValue)
            json.member("observedBefore", change.observedBefore)
            json.member("observedNow", change.observedNow)
        }
    }
}
