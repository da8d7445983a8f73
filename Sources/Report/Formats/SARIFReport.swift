import RuleEngine
import SourceText

/// The report for code scanning, within what GitHub takes.
struct SARIFReport {
    /// GitHub rejects a file with more.
    private static let resultLimit = 25_000

    let text: String

    init(_ report: LintReport) throws {
        let indices = Dictionary(uniqueKeysWithValues: report.rules.enumerated().map { ($0.element.id, $0.offset) })
        var results: [SARIFLog.Result] = []
        var notifications: [SARIFLog.Notification] = []
        var fingerprints = UniqueFingerprints()
        var leftOut = 0
        for finding in report.evaluation.findings {
            let ruleIndex = indices[finding.rule.id, default: 0]
            // GitHub rejects the whole file for one result without a location.
            guard let location = finding.location else {
                notifications.append(
                    SARIFLog.Notification(
                        level: "error", message: SARIFLog.Message(text: finding.message),
                        associatedRule: SARIFLog.RuleReference(id: finding.rule.id, index: ruleIndex)))
                continue
            }
            // GitHub knows no suppressions, so what is waived would be an open alert there.
            guard finding.verdict != .waived else { continue }
            // The findings are sorted by gravity, so what is cut are the least of them.
            guard results.count < Self.resultLimit else {
                leftOut += 1
                continue
            }
            results.append(
                Self.result(
                    finding, at: location, in: report.checkout, ruleIndex: ruleIndex,
                    fingerprint: fingerprints.next(finding)))
        }
        if leftOut > 0 {
            let text =
                "\(leftOut) of \(results.count + leftOut) results are left out, the least grave: "
                + "code scanning takes \(Self.resultLimit). The JSON report has them all."
            notifications.append(SARIFLog.Notification(level: "warning", message: SARIFLog.Message(text: text)))
        }
        let isWhole = !report.evaluation.findings.contains { $0.verdict == .error }
        let driver = SARIFLog.Driver(
            name: report.toolName, version: report.toolVersion, rules: report.rules.map(SARIFLog.Descriptor.init))
        let run = SARIFLog.Run(
            tool: SARIFLog.Tool(driver: driver),
            invocations: [
                SARIFLog.Invocation(executionSuccessful: isWhole, toolExecutionNotifications: notifications)
            ],
            results: results)
        text = try JSONText().of(SARIFLog(runs: [run]))
    }

    private static func result(
        _ finding: Finding, at location: Location, in checkout: Checkout, ruleIndex: Int, fingerprint: String
    ) -> SARIFLog.Result {
        // SARIF's "open" is what unknown means: "there was insufficient information to decide whether a problem exists".
        // Its level must be "none" then (3.27.10). GitHub pays no heed to kinds, so it is an alert there all the same.
        let isOpen = finding.verdict == .unknown
        let peers = finding.peers.enumerated().map { index, peer in
            SARIFLog.Location(peer.location, of: peer.subject, in: checkout, id: index + 1)
        }
        return SARIFLog.Result(
            ruleId: finding.rule.id, ruleIndex: ruleIndex, kind: isOpen ? "open" : "fail",
            level: isOpen ? "none" : finding.severity.sarifLevel, message: SARIFLog.Message(text: message(of: finding)),
            locations: [SARIFLog.Location(location, of: finding.subject, in: checkout)], relatedLocations: peers,
            // GitHub recognises alerts by the second alone, which its upload otherwise makes from the line's text.
            partialFingerprints: ["vmotionPreflight/v1": fingerprint, "primaryLocationLineHash": fingerprint],
            baselineState: finding.baselineState?.rawValue)
    }

    /// What is the matter, links to the peers, which GitHub shows only when the message holds them, and what to do.
    private static func message(of finding: Finding) -> String {
        var lines = [escaped(finding.message, where: finding.message.contains("]("))]
        if !finding.peers.isEmpty {
            var peers = finding.peers.enumerated().map { "[\(escaped($0.element.subject))](\($0.offset + 1))" }
            if finding.furtherPeers > 0 { peers.append("\(finding.furtherPeers) more") }
            lines.append("Compared with " + peers.joined(separator: ", "))
        }
        if finding.verdict == .unknown {
            lines += finding.missing.filter { !$0.supply.isEmpty }.map { "\($0.name) comes from: \($0.supply)" }
        } else {
            lines.append("Fix: " + finding.fix)
        }
        return lines.joined(separator: "\n")
    }

    /// Brackets that are not to make a link.
    private static func escaped(_ text: String, where needed: Bool = true) -> String {
        guard needed else { return text }
        return text.replacing { scalar in
            switch scalar {
            case "[", "]", "\\": "\\\(scalar)"
            default: nil
            }
        }
    }
}

extension Severity {
    fileprivate var sarifLevel: String { self == .info ? "note" : rawValue }
}

extension SARIFLog.Location {
    fileprivate init(_ location: Location, of subject: String, in checkout: Checkout, id: Int? = nil) {
        let (start, end) = location.range
        self.init(
            id: id,
            physicalLocation: SARIFLog.PhysicalLocation(
                artifactLocation: SARIFLog.ArtifactLocation(uri: checkout.path(location.file.path).fileURI),
                region: SARIFLog.Region(
                    startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column)),
            logicalLocations: [SARIFLog.LogicalLocation(fullyQualifiedName: subject)],
            message: id == nil ? nil : SARIFLog.Message(text: subject))
    }
}

extension SARIFLog.Descriptor {
    /// GitHub's limits on texts and tags.
    private static let textLimit = 1024
    private static let tagLimit = 20

    fileprivate init(_ rule: Rule) {
        let frameworks = rule.frameworks.flatMap { framework in
            framework.requirements.map { "\(framework.name)/\($0)" }
        }
        let tags = [rule.category] + (rule.status == .stable ? [] : [rule.status.rawValue]) + frameworks
        self.init(
            id: rule.id, name: rule.name,
            shortDescription: Self.short(rule.title), fullDescription: Self.short(rule.why),
            help: SARIFLog.Message(
                text: Self.help(rule, isMarkdown: false), markdown: Self.help(rule, isMarkdown: true)),
            defaultConfiguration: SARIFLog.Configuration(level: rule.severity.sarifLevel),
            properties: SARIFLog.Properties(category: rule.category, tags: Array(tags.prefix(Self.tagLimit))))
    }

    private static func short(_ text: String) -> SARIFLog.Message {
        SARIFLog.Message(text: text.count > textLimit ? text.prefix(textLimit - 1) + "…" : text)
    }

    private static func help(_ rule: Rule, isMarkdown: Bool) -> String {
        func code(_ name: String, _ language: String, _ text: String?) -> [String] {
            guard let text else { return [] }
            return [isMarkdown ? "**\(name)**\n\n```\(language)\n\(text)\n```" : "\(name):\n\(text)"]
        }
        let title = isMarkdown ? "**Fix:** " : "Fix: "
        let commands = code("PowerCLI", "powershell", rule.fix.powercli) + code("esxcli", "shell", rule.fix.esxcli)
        let references =
            rule.references.isEmpty
            ? [] : ["References:" + (isMarkdown ? "\n" : "") + rule.references.map { "\n- \($0)" }.joined()]
        return ([rule.why, title + rule.fix.text] + commands + references).joined(separator: "\n\n")
    }
}
