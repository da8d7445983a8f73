import RuleEngine
import SourceText

/// A script that mends what was found, to be read before it is run: every command stands under the finding it is for.
///
/// A command that needs a value which nobody but the reader knows, such as GATEWAY, is left as a comment.
public struct RemediationScript: Sendable {
    /// What the script is written in.
    public enum Language: String, CaseIterable, Sendable {
        /// For PowerCLI, connected to the vCenter.
        case powercli
        /// For a shell on each host.
        case esxcli
    }

    /// The whole script.
    public let text: String

    /// The script for what `report` found and nobody has waived.
    public init(_ report: LintReport, in language: Language) {
        let failing = report.evaluation.findings.filter { $0.verdict == .fail && $0.verdict != .waived }
        let steps = failing.map { Step($0, language) }
        text = language == .powercli ? Self.powercli(steps, report) : Self.esxcli(steps, report)
    }

    private static func head(_ steps: [Step], _ report: LintReport) -> String {
        let lines = [
            "Written by \(report.toolName) \(report.toolVersion) for \(report.inputs.joined(separator: ", ")).",
            "",
            "READ IT BEFORE YOU RUN IT. It changes live hosts; take one host at a time into maintenance mode where a step touches",
            "the adapter or the switch that carries management, storage or running virtual machines.",
            "A command behind #> is one of several, names more than one object, or needs a value in capitals: see to it and remove the #>.",
            "",
            "\(steps.count) \(steps.count == 1 ? "finding" : "findings"), \(steps.count { $0.isComplete }) with complete commands, "
                + "\(steps.count { $0.command != nil && !$0.isComplete }) to fill in, \(steps.count { $0.command == nil }) by hand.",
        ]
        return lines.map { $0.isEmpty ? "#" : "# " + $0.oneLine }.joined(separator: "\n") + "\n"
    }

    private static func powercli(_ steps: [Step], _ report: LintReport) -> String {
        head(steps, report) + "\n#Requires -Modules VMware.PowerCLI\n$ErrorActionPreference = 'Stop'\n"
            + "# Connect-VIServer VCENTER\n\n" + steps.map { $0.text(indent: "") }.joined(separator: "\n")
    }

    /// Commands run on the host they are for, so each host takes its own part of the script.
    private static func esxcli(_ steps: [Step], _ report: LintReport) -> String {
        var hosts: [String] = []
        var byHost: [String: [Step]] = [:]
        for step in steps {
            guard let host = step.finding.scope.host else { continue }
            if byHost[host] == nil { hosts.append(host) }
            byHost[host, default: []].append(step)
        }
        var text = "#!/bin/sh\n" + head(steps, report)
        text += "#\n# Copy it to each host and run it there: sh FILE [HOST]. It runs the steps of that host alone.\n\n"
        text += "set -eu\nhost=${1:-$(hostname -f)}\ncase \"$host\" in\n"
        for host in hosts {
            text += "\(host.shellQuoted))\n"
            text += (byHost[host] ?? []).map { $0.text(indent: "  ") }.joined(separator: "\n") + "  ;;\n"
        }
        text += "*)\n  echo \"no step is for the host $host\" >&2\n  exit 1\n  ;;\nesac\n"
        let others = steps.filter { $0.finding.scope.host == nil }
        guard !others.isEmpty else { return text }
        return text + "\n# What belongs to no single host:\n\n"
            + others.map { $0.text(indent: "", isComment: true) }
            .joined(separator: "\n")
    }
}

/// One finding with its command.
private struct Step {
    let finding: Finding
    let command: String?
    let isComplete: Bool

    init(_ finding: Finding, _ language: RemediationScript.Language) {
        self.finding = finding
        let template = language == .powercli ? finding.rule.fix.powercli : finding.rule.fix.esxcli
        let command = language == .powercli ? finding.powercli : finding.esxcli
        self.command = command
        // A value with a line break is no name that a host has, and one with a wildcard names more to PowerCLI than it should.
        isComplete =
            template.map { template in
                !Step.needsInput(template) && template.lineCount == command?.lineCount
                    && (language == .esxcli || Template(template).literalText.wildcardCount == command?.wildcardCount)
            } ?? false
    }

    /// Whether a command's own text, its placeholders left out, has a word in capitals that the reader must fill in, or
    /// comments that tell several ways apart.
    private static func needsInput(_ template: String) -> Bool {
        let text = Template(template).literalText
        return text.contains("#")
            || text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { word in
                word.count >= 3 && word.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
                    && word.contains { $0.isLetter }
            }
    }

    func text(indent: String, isComment: Bool = false) -> String {
        let place = finding.location.map { " at \($0.place)" } ?? ""
        var lines = [
            "# \(finding.severity.rawValue)[\(finding.rule.id)] \(finding.message.oneLine)",
            "# \(finding.subject.oneLine)\(place)",
        ]
        lines += finding.fix.split(separator: "\n").map { "# fix: \(String($0).oneLine)" }
        if let command {
            // A value from an inventory may have line breaks; none may end a comment.
            let rows = command.split(whereSeparator: \.isNewline).map { String($0) }
            lines += rows.map { isComplete && !isComment ? $0 : "#> \($0.oneLine)" }
        }
        return lines.map { indent + $0 + "\n" }.joined()
    }
}

extension String {
    fileprivate var lineCount: Int { count(where: \.isNewline) }

    fileprivate var wildcardCount: Int { unicodeScalars.count { "*?[]".unicodeScalars.contains($0) } }

    /// The text on one line, with everything made visible that would end it or steer a terminal.
    fileprivate var oneLine: String { printable }
}
