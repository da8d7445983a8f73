import Evidence
import RuleEngine

/// The report for a ticket or a wiki: what it comes to, where, why, and on what it rests; never more than GitHub takes.
struct ComplianceMarkdown {
    /// What GitHub takes as a comment, in characters, of which no text has more than bytes.
    private static let limit = 65_536

    private let report: ComplianceReport
    private let summaries: Summaries

    init(_ report: ComplianceReport) {
        self.report = report
        summaries = Summaries(report)
    }

    var text: String {
        // Half a kilobyte is for the sentence on what was cut.
        let room = Self.limit - head.utf8.count - 512
        // Each part has a share of its own, or thousands of findings would leave nothing for it.
        var (listing, placing, asking, waiving, comparing) = (room / 8, room / 8, room / 5, room / 8, room / 8)
        let inputs = self.inputs(&listing)
        let places = self.places(&placing)
        let changes = report.comparison.map { self.changes($0, &comparing) } ?? []
        let findings = report.requirements.flatMap { $0.judgements.compactMap(\.finding) }
        let writer = MarkdownFindings(checkout: nil)
        let unknown = writer.unknown(findings, room: &asking)
        let waived = writer.waived(findings, room: &waiving)
        let fixed = places + changes + [("unknown", unknown), ("waived", waived), ("inputs", inputs)]
        var rest = room - fixed.reduce(0) { $0 + $1.table.text.utf8.count }
        let failing = writer.failing(FindingGroup.groups(of: findings, isGrouped: true), room: &rest)
        let tables = places + changes + failing + [("unknown", unknown), ("waived", waived), ("inputs", inputs)]
        return head + cut(tables) + tables.map(\.table.text).joined()
    }

    private var head: String {
        let whole = summaries.whole
        let lines = [
            "## vMotion preflight: \(whole.conclusion.words)", whole.conclusion.sentence,
            "**\(whole.counted)**",
            [
                Self.count(report.estate.hosts.count, "host"), Self.count(report.estate.clusters.count, "cluster"),
                Self.count(report.estate.sites.count, "site"), Self.count(report.requirements.count, "requirement"),
                Self.count(report.measurements.count, "measurement"),
            ].joined(separator: ", ") + ".",
            unmeasured,
            "Written \(MarkdownText.of(report.written)) by \(MarkdownText.of(report.toolName)) "
                + "\(MarkdownText.of(report.toolVersion)) with the rules \(MarkdownText.of(report.pack.name)) "
                + "(SHA-256 \(MarkdownText.code(report.pack.sha256))).",
            "Made anew by \(MarkdownText.code((report.command + " --format markdown").cut(to: 2_000))).",
        ]
        return lines.joined(separator: "\n\n") + "\n" + (report.comparison.map(Self.sentence) ?? "")
    }

    /// What was not measured.
    private var unmeasured: String {
        let coverage = Coverage(report)
        if report.measurements.isEmpty {
            return "Nothing was measured: whether addresses answer, round trips, bandwidth and path MTU are not known. "
                + "\(MarkdownText.code("\(report.toolName) probe")) measures them."
        }
        if coverage.unmeasured.isEmpty { return "All hosts were measured." }
        return "Measured: \(coverage.text). Not measured: \(MarkdownText.of(coverage.unmeasuredNames(most: 20)))."
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private static func sentence(_ comparison: Comparison) -> String {
        "\nSince \(MarkdownText.of(comparison.path)) of \(MarkdownText.of(comparison.written)): "
            + "\(comparison.worse.count) worse, \(comparison.better.count) better, \(comparison.new.count) new, "
            + "\(comparison.gone.count) gone, \(comparison.unchanged) with the same verdict; "
            + "besides, new passes: \(comparison.newPasses), passes gone: \(comparison.gonePasses).\n"
    }

    /// What did not fit, so that nobody takes a part for the whole.
    private func cut(_ tables: [(name: String, table: MarkdownTable)]) -> String {
        let parts = tables.filter { $0.table.leftOut > 0 }.map { "\($0.table.leftOut) of \($0.table.count) \($0.name)" }
        guard !parts.isEmpty else { return "" }
        return "\n> A comment takes 65,536 characters, so \(parts.joined(separator: ", ")) are left out. "
            + "The report as CSV or JSON has them all.\n"
    }

    /// The pairs of sites and the clusters, the gravest first.
    private func places(_ room: inout Int) -> [(name: String, table: MarkdownTable)] {
        let columns = ["Verdict", "Errors", "Warnings", "Unknown", "Passed", "Because of"]
        func table(_ title: String, _ first: String, _ parts: [(name: String, summary: Summary)]) -> MarkdownTable {
            let sorted = parts.enumerated().sorted { left, right in
                let (a, b) = (left.element.summary.conclusion.rank, right.element.summary.conclusion.rank)
                return a == b ? left.offset < right.offset : a < b
            }
            return MarkdownTable(title, columns: [first] + columns, of: sorted.map(\.element), room: &room) { part in
                let (summary, most) = (part.summary, 6)
                let reasons = summary.reasons.prefix(most).map { report.requirements[$0].rule.id }
                let further = summary.reasons.count > most ? " and \(summary.reasons.count - most) more" : ""
                let counts = [Standing.error, .warning, .unknown, .pass].map { String(summary[$0]) }
                let isEmpty = summary.counts.isEmpty
                return [MarkdownText.of(part.name), isEmpty ? "nothing checked" : summary.conclusion.words] + counts
                    + [MarkdownText.of(reasons.joined(separator: " ")) + further]
            }
        }
        let pairs = report.estate.sitePairs.map { pair in
            (name: pair.joined(separator: " – "), summary: summaries.sitePairs[pair.sorted()] ?? Summary())
        }
        let clusters = report.estate.clusters.map { cluster in
            (name: cluster.name, summary: summaries.clusters[cluster.name] ?? Summary())
        }
        return [
            ("pairs of sites", table("Pairs of sites", "Sites", pairs)),
            ("clusters", table("Clusters", "Cluster", clusters)),
        ]
    }

    private func changes(_ comparison: Comparison, _ room: inout Int) -> [(name: String, table: MarkdownTable)] {
        let lists = [
            ("Worse", comparison.worse), ("New", comparison.new), ("Better", comparison.better),
            ("Gone", comparison.gone),
        ]
        var tables: [(name: String, table: MarkdownTable)] = []
        for (title, changes) in lists {
            let table = MarkdownTable(title, columns: ["Rule", "Subject", "Before", "Now"], of: changes, room: &room) {
                [
                    MarkdownText.of($0.rule), MarkdownText.of($0.subject), Self.told($0.before, $0.observedBefore),
                    Self.told($0.now, $0.observedNow),
                ]
            }
            tables.append((title.lowercased(), table))
        }
        return tables
    }

    private static func told(_ standing: Standing?, _ observed: String?) -> String {
        (standing?.word ?? "–") + (observed.map { ": " + MarkdownText.of($0.cut(to: 60)) } ?? "")
    }

    /// What it rests on, so that it can be looked at again.
    private func inputs(_ room: inout Int) -> MarkdownTable {
        let evidence = Dictionary(report.measurements.map { ($0.path, $0.evidence) }) { first, _ in first }
        return MarkdownTable(
            "Inputs", columns: ["File", "Read as", "Measured", "SHA-256"], of: report.inputs, room: &room
        ) { input in
            let measured = evidence[input.path].map { "\($0.kind.rawValue), \($0.finished)" } ?? ""
            return [
                MarkdownText.of(input.path), input.role.rawValue, MarkdownText.of(measured),
                MarkdownText.code(input.sha256),
            ]
        }
    }
}

extension Conclusion {
    /// The graver first.
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
