import FoundationEssentials
import Report
import Testing

@Suite struct GitLabReportTests {
    private struct Issue: Decodable {
        struct Location: Decodable {
            let path: String
            let lines: [String: Int]
        }

        enum CodingKeys: String, CodingKey {
            case description
            case checkName = "check_name"
            case fingerprint
            case severity
            case location
        }

        let description: String
        let checkName: String
        let fingerprint: String
        let severity: String
        let location: Location
    }

    private func issues(_ estate: Estate) throws -> [Issue] {
        try JSONDecoder().decode([Issue].self, from: Data(estate.render(.gitlab).utf8))
    }

    @Test func `An error is major, a warning minor, and what is unknown is information`() throws {
        let issues = try issues(.mixed)
        #expect(issues.map(\.severity) == ["major", "minor", "info", "info", "info", "info"])
        #expect(issues[0].checkName == "TST002 unique-address")
        #expect(
            issues[1].description
                == "esx1/vmk0 sends packets of up to 1500 bytes. Fix: Set the MTU of esx1/vmk0 to 9000.")
        #expect(issues[3].description.contains("not captured. Supply: "))
    }

    @Test func `A rule that could not be evaluated is critical and stands in its own file`() throws {
        let issue = try #require(try issues(.overrun).first)
        #expect(issue.severity == "critical")
        #expect(issue.location.path == "rule-0.yaml")
        #expect(issue.location.lines == ["begin": 1, "end": 1])
    }

    @Test func `Nothing found is an empty array`() throws {
        #expect(try issues(.clean).isEmpty)
    }

    @Test func `Issues of one fingerprint are told apart`() throws {
        let vm = "{name: a, host: esx1, memoryMB: 1}"
        let rule = Rules.build.replacing("subject: hosts", with: "subject: vms")
            .replacing("requires: [build]\nrequire: {build: \"24022510\"}", with: "require: {memoryMB: \">= 4\"}")
            .replacing("at: build", with: "at: memoryMB").replacing("{build}", with: "{memoryMB}")
        let estate = Estate(inventory: "vms: [\(vm), \(vm)]\nhosts: [{name: esx1}]", rules: [rule])
        #expect(try issues(estate).map(\.fingerprint) == ["TST003/a/esx1/memoryMB", "TST003/a/esx1/memoryMB:2"])
    }

    @Test func `A description is one line`() throws {
        let rule = Rules.build.replacing("fix: {text: Update it.}", with: "fix: {text: \"First.\\nThen.\"}")
        let issues = try issues(Estate(path: "./h.yaml", inventory: "hosts: [{name: esx1, build: 1}]", rules: [rule]))
        #expect(issues[0].description == "esx1 runs build 1. Fix: First. Then.")
        #expect(issues[0].location.path == "h.yaml")
    }
}
