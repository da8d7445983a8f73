import Foundation
import Testing

@Suite struct ReportValidationTests {
    private static let formats = [
        "sarif=report.sarif", "junit=report.xml", "json=report.json", "github=report.github", "gitlab=report.gitlab",
        "csv=report.csv", "markdown=report.md", "jsonl=report.jsonl",
    ]

    /// Validates the reports in the folder of `bench` by the published schemas.
    private func validate(_ bench: Workbench) throws {
        let files = Self.formats.compactMap { $0.split(separator: "=").last.map(String.init) }
        let run = try execute(["python3", "\(Repository.tests)/Schemas/validate"] + files, in: bench.folder)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output == files.map { "\($0): valid\n" }.joined())
    }

    private func lint(_ inventory: String, _ bench: Workbench) throws -> Run {
        let reports = Self.formats.flatMap { ["--report", $0] }
        return try execute([Repository.binary, "lint", inventory] + reports, in: bench.folder)
    }

    @Test(
        .needs(Requirement.jsonschema && Requirement.xmllint, "python3-jsonschema or xmllint"),
        arguments: [
            Sample.captured, Sample(folder: "captured-with-govc", overlay: "overlay-without-rtt"),
            Sample(folder: "two-sites"),
        ])
    func `Every report of a sample is valid`(_ sample: Sample) throws {
        try Workbench.with([:]) { bench in
            let reports = Self.formats.map { $0.replacing("=", with: "=\(bench.folder)/") }
            let run = try execute(
                [Repository.binary, "lint"] + sample.inventories + reports.flatMap { ["--report", $0] })
            #expect(run.exitCode != 2)
            try validate(bench)
        }
    }

    @Test(.needs(Requirement.jsonschema && Requirement.xmllint, "python3-jsonschema or xmllint"))
    func `Every report of thousands of findings is valid, and none is left out`() throws {
        try Workbench.with([:]) { bench in
            let generate = "'\(Repository.root)/Tests/Benchmarks/generate-inventory' 2000 --defects 1 >estate.yaml"
            #expect(try bench.shell(generate).exitCode == 0)
            let run = try lint("estate.yaml", bench)
            #expect(run.exitCode == 0)
            #expect(run.output.contains("\n0 errors, 2000 warnings, 0 info; 0 unknown; "))
            try validate(bench)
            #expect(try bench.text("report.xml").matches(of: #/<failure /#).count == 2000)
            #expect(try bench.text("report.sarif").matches(of: /"ruleId" : "VMN501"/).count == 2000)
            #expect(try bench.text("report.gitlab").matches(of: /"severity" : "minor"/).count == 2000)
            #expect(try bench.text("report.csv").matches(of: /\r\nfail,warning,VMN501,/).count == 2000)
            #expect(try bench.text("report.jsonl").matches(of: /"rule":"VMN501"/).count == 2000)
            #expect(try bench.text("report.md").contains(/left out/))
        }
    }

    @Test(.needs(Requirement.jsonschema && Requirement.xmllint, "python3-jsonschema or xmllint"))
    func `Every report of hostile names is valid`() throws {
        try Workbench.with(["estate.yaml": Self.hostile]) { bench in
            let run = try lint("estate.yaml", bench)
            #expect(run.exitCode == 1)
            try validate(bench)
            #expect(try bench.text("report.csv").contains("'=cmd"))
            #expect(try bench.text("report.md").contains("`@all`"))
        }
    }

    @Test(
        .needs(Requirement.jsonschema && Requirement.xmllint, "python3-jsonschema or xmllint"),
        arguments: [
            ("report.csv", ",No", ",=No"), ("report.csv", "\r\n", "\n"), ("report.csv", "fail,", ""),
            ("report.gitlab", "\"severity\" : \"major\"", "\"severity\" : \"error\""),
            ("report.gitlab", "\"begin\" : 1", "\"begin\" : 0"), ("report.gitlab", "\"path\"", "\"file\""),
            ("report.md", "| esx1", "| @esx1"), ("report.md", "| esx1", "| a | esx1"),
            ("report.md", "| esx1", "| <b>esx1"),
            ("report.jsonl", "\"subject\"", "\"object\""), ("report.jsonl", "{\"inputs\"", "{\"input\""),
        ])
    func `A report that is spoilt is not valid`(_ name: String, from: String, to: String) throws {
        let rule = RuleFixture().text.replacing("Make it something", with: "No fix")
        let files = ["a.yaml": "hosts: [{name: esx1}, {name: esx2}]", "rules/TST001.yaml": rule]
        try Workbench.with(files) { bench in
            let reports = Self.formats.flatMap { ["--report", $0] }
            _ = try execute([Repository.binary, "lint", "a.yaml", "--rules", "rules"] + reports, in: bench.folder)
            try validate(bench)
            let text = try bench.text(name)
            let place = try #require(text.range(of: from))
            try bench.write(Data(text.replacingCharacters(in: place, with: to).utf8), to: name)
            let run = try execute(["python3", "\(Repository.tests)/Schemas/validate", name], in: bench.folder)
            #expect(run.exitCode == 1)
            #expect(run.errors.contains("\(name): "))
        }
    }

    /// Names that are formulas, markup, mentions and commands, each on a host without a vMotion adapter.
    private static let hostile: String = {
        let names = [
            "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "a;=1+1", "\\t=1", "<img src=x onerror=alert(1)>", "| a | b |",
            "`code`", "``` x", "hi @all", "fixes #1", "[a](https://x.test)", "![a](b)", "::error::x", "a%0Ab",
            "\\r\\nb",
            "</details>", "]]>", "\\\"", "a:ab:cd", "*a* _b_ ~c~", "&lt;", "{% x %}", "\\e[31m", "https://x.test",
            "a\\\\|b",
        ]
        return "hosts:\n" + names.map { "- {name: \"\($0)\", cluster: \"\($0)\", vmkernelAdapters: []}\n" }.joined()
    }()

    @Test func `JSON holds every key always, and fingerprints that tell findings apart`() throws {
        let run = try Sample(folder: "captured-with-govc", overlay: "overlay-without-rtt").lint("--format", "json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(Set(report.keys) == ["schemaVersion", "tool", "inputs", "summary", "findings"])
        #expect(report["schemaVersion"] as? String == "1.0")
        let summary = try #require(report["summary"] as? [String: Int])
        #expect(Set(summary.keys) == ["pass", "fail", "unknown", "notApplicable", "waived", "error"])
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.count == (summary["fail"] ?? 0) + (summary["unknown"] ?? 0))
        #expect(findings.count > 10)
        for finding in findings {
            #expect(
                Set(finding.keys) == [
                    "rule", "name", "severity", "verdict", "message", "subject", "location", "related",
                    "furtherRelated",
                    "observed", "expected", "missing", "fingerprint", "fix", "references", "waiver", "baselineState",
                ])
            let place = try #require(finding["location"] as? [String: Any])
            #expect(Set(place.keys) == ["file", "line", "column", "endLine", "endColumn"])
            let fix = try #require(finding["fix"] as? [String: Any])
            #expect(Set(fix.keys) == ["text", "powercli", "esxcli"])
            for related in try #require(finding["related"] as? [[String: Any]]) {
                #expect(Set(related.keys) == ["subject", "location"])
            }
            let missing = try #require(finding["missing"] as? [[String: String]])
            #expect(missing.isEmpty == (finding["verdict"] as? String != "unknown"))
            #expect(missing.allSatisfy { Set($0.keys) == ["fact", "supply"] && $0["supply"]?.isEmpty == false })
        }
        #expect(Set(findings.compactMap { $0["fingerprint"] as? String }).count == findings.count)
    }

    @Test func `A fingerprint stays when lines move`() throws {
        let inventory = try String(
            contentsOfFile: "\(Repository.root)/Samples/captured-with-govc/inventory.yaml", encoding: .utf8)
        func fingerprints(_ text: String) throws -> [String] {
            try Workbench.with(["inventory.yaml": text]) { bench in
                try bench.preflight("lint", "inventory.yaml", "--format", "json").output
                    .matches(of: /"fingerprint" : "([^"]+)"/).map { String($0.1) }
            }
        }
        let before = try fingerprints(inventory)
        #expect(before.count >= 10)
        #expect(try fingerprints("# one\n# two\n" + inventory) == before)
    }

    @Test func `Two runs on one inventory print the same`() throws {
        let first = try Sample.captured.lint("--format", "sarif").output
        #expect(!first.isEmpty)
        for _ in 0..<5 { #expect(try Sample.captured.lint("--format", "sarif").output == first) }
    }
}
