import RuleEngine

/// What a page says of one rule; its heading is the id alone, so that links to `#vmn501` reach it.
struct RuleSection {
    let markdown: String

    init(_ entry: RulesPage.Entry) {
        let rule = entry.rule
        var parts = [
            "### \(rule.id)",
            "**\(Markdown.prose(rule.title)).** "
                + Markdown.prose("\(rule.name), \(rule.severity.rawValue), \(rule.status.rawValue)")
                + (rule.appliesTo.map { Markdown.prose(", releases \($0)") } ?? ""),
            Markdown.prose(rule.why),
            "Fix: " + Markdown.prose(rule.fix.text),
        ]
        if let powercli = rule.fix.powercli { parts.append(Markdown.fenced(powercli, as: "powershell")) }
        if let esxcli = rule.fix.esxcli { parts.append(Markdown.fenced(esxcli, as: "sh")) }
        let parameters = rule.parameters.map { "`\($0.name)` (\($0.standard)): \(Markdown.prose($0.documentation))" }
        if !parameters.isEmpty {
            parts.append("Parameters:\n\n" + parameters.map { "- \($0)\n" }.joined())
        }
        if let bad = entry.bad {
            let findings = bad.findings.map(\.evidence).joined(separator: "\n")
            parts.append(
                Self.folded(
                    "Fails: \(bad.name)",
                    Self.text(of: bad) + "\n" + Markdown.fenced(findings, as: "text")))
        }
        if let good = entry.good {
            parts.append(Self.folded("Passes: \(good.name)", Self.text(of: good)))
        }
        if !rule.supersededBy.isEmpty {
            let links = rule.supersededBy.map { "[\($0)](#\($0.lowercased()))" }
            parts.append("Silent where one of these has said why: \(links.joined(separator: ", ")).")
        }
        let frameworks = rule.frameworks.map { Markdown.item("\($0.name): \($0.requirements.joined(separator: ", "))") }
        if !frameworks.isEmpty { parts.append("Stands for:\n\n" + frameworks.joined()) }
        let references = rule.references.map(Markdown.item)
        if !references.isEmpty { parts.append("Sources:\n\n" + references.joined()) }
        markdown = parts.map { "\n\($0)" + ($0.hasSuffix("\n") ? "" : "\n") }.joined()
    }

    private static func text(of example: RuleExample) -> String {
        let evidence = example.evidenceText.map { "\nThe evidence beside it:\n\n" + Markdown.fenced($0, as: "yaml") }
        return Markdown.fenced(example.text, as: "yaml") + (evidence ?? "")
    }

    private static func folded(_ summary: String, _ content: String) -> String {
        "<details>\n<summary>\(Markdown.html(summary))</summary>\n\n\(content)\n</details>\n"
    }
}
