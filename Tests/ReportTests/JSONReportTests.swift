import FoundationEssentials
import Report
import RuleEngine
import Testing

@Suite struct JSONReportTests {
    private struct Document: Decodable {
        struct Entry: Decodable {
            let rule: String
            let verdict: Verdict
            let related: [Peer]
            let furtherRelated: Int
            let missing: [[String: String]]
            let location: [String: Int]?

            enum CodingKeys: CodingKey { case rule, verdict, related, furtherRelated, missing, location }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                rule = try container.decode(String.self, forKey: .rule)
                verdict = try container.decode(Verdict.self, forKey: .verdict)
                related = try container.decode([Peer].self, forKey: .related)
                furtherRelated = try container.decode(Int.self, forKey: .furtherRelated)
                missing = try container.decode([[String: String]].self, forKey: .missing)
                // Fails when the key is not there; null is nothing.
                location = try container.decode(Place?.self, forKey: .location)?.numbers
            }
        }

        struct Peer: Decodable {
            let subject: String
            let location: Place
        }

        struct Place: Decodable {
            let file: String
            let line: Int
            let column: Int
            let endLine: Int
            let endColumn: Int

            var numbers: [String: Int] {
                ["line": line, "column": column, "endLine": endLine, "endColumn": endColumn]
            }
        }

        let schemaVersion: String
        let summary: [Verdict.RawValue: Int]
        let findings: [Entry]
    }

    private func document(_ estate: Estate) throws -> Document {
        try JSONDecoder().decode(Document.self, from: Data(estate.render(.json).utf8))
    }

    @Test func `Every verdict is counted, those with no finding too`() throws {
        let document = try document(.mixed)
        #expect(document.schemaVersion == "1.0")
        #expect(
            document.summary == ["pass": 7, "fail": 3, "unknown": 3, "notApplicable": 0, "waived": 0, "error": 0])
        #expect(document.findings.count == 6)
    }

    @Test func `Columns count from one and end behind the value`() throws {
        let estate = Estate(
            inventory: "hosts: [{name: é, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]", rules: [Rules.largeMTU])
        let finding = try #require(document(estate).findings.first)
        #expect(finding.location == ["line": 1, "column": 58, "endLine": 1, "endColumn": 62])
    }

    @Test func `Peers that are not listed are counted`() throws {
        let estate = Estate.hosts(9, keys: "ip: 10.0.0.1/24", rules: [Rules.uniqueAddress])
        let finding = try #require(document(estate).findings.first)
        #expect(finding.related.map(\.subject) == ["esx2/vmk0", "esx3/vmk0", "esx4/vmk0"])
        #expect(finding.related.map(\.location.line) == [3, 4, 5])
        #expect(finding.furtherRelated == 5)
    }

    @Test func `What is missing comes with where to get it`() throws {
        let finding = try #require(document(.mixed).findings.last)
        #expect(finding.verdict == .unknown)
        #expect(finding.missing.map { $0["fact"] } == ["hosts.build"])
        #expect(finding.missing[0]["supply"]?.hasPrefix("PowerCLI: Get-VMHost") == true)
    }

    @Test func `A rule that could not be evaluated has no place`() throws {
        let document = try document(.overrun)
        #expect(document.findings.map(\.verdict) == [.error])
        #expect(document.findings[0].location == nil)
        #expect(document.summary["error"] == 1)
    }
}
