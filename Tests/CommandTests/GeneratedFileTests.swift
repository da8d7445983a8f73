import Foundation
import TestSupport
import Testing

/// Files that are written by the tool are what it writes.
@Suite struct GeneratedFileTests {
    /// After a change of rules, tables or schemas: `RECORD=1 swift test --filter GeneratedFileTests` makes them anew.
    @Test(arguments: [
        ("Rules/README.md", ["rules", "docs"]),
        ("Rules/TABLES.md", ["schema", "tables"]),
        ("Samples/schemas/inventory.schema.json", ["schema", "inventory"]),
        ("Samples/schemas/evidence.schema.json", ["schema", "evidence"]),
        ("Samples/schemas/rule.schema.json", ["schema", "rule"]),
        ("Samples/schemas/findings.schema.json", ["schema", "findings"]),
        ("Samples/schemas/report.schema.json", ["schema", "report"]),
        ("Samples/schemas/waivers.schema.json", ["schema", "waivers"]),
        ("Samples/schemas/configuration.schema.json", ["schema", "configuration"]),
    ])
    func `A generated file is not stale`(_ path: String, arguments: [String]) throws {
        let run = try execute([Repository.binary] + arguments)
        #expect(run.exitCode == 0)
        #expect(run.errors.isEmpty)
        try expect(
            run.output, isIn: "\(Repository.root)/\(path)",
            advice: "; RECORD=1 swift test --filter GeneratedFileTests writes it anew")
    }

    @Test func `The page of rules has an anchor for each rule, and its links lead somewhere`() throws {
        let page = try preflight("rules", "docs").output
        let rules = try preflight("rules", "list").output.split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(!rules.isEmpty)
        let headings = page.matches(of: /(?m)^#+ (.+)$/).map { $0.1.lowercased() }
        for rule in rules { #expect(headings.count { $0 == rule.lowercased() } == 1) }
        let anchors = page.matches(of: /\]\(#([^)]+)\)/).map { String($0.1) }
        #expect(anchors.count >= rules.count)
        for anchor in anchors { #expect(headings.contains(anchor), "#\(anchor)") }
    }

    @Test func `The rule in the page is the one that rules new writes`() throws {
        let page = try preflight("rules", "docs").output
        try Workbench.with([:]) { bench in
            let commands = try #require(page.firstMatch(of: /```\n(vmotion-preflight rules new [^`]+)```\n/)).1
                .split(separator: "\n").map { $0.replacing("vmotion-preflight ", with: "\"$preflight\" ") }
            try bench.write(Data("hosts: [{name: esx1}]".utf8), to: "inventory.yaml")
            #expect(try bench.shell("mkdir rules && \(commands.joined(separator: " && "))").exitCode == 0)
            let written = try bench.text("rules/ACME001-vmkernel-mtu-is-9000.yaml")
            #expect(page.contains("```yaml\n\(written)```\n"))
        }
    }
}
