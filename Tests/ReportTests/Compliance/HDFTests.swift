import Foundation
import Report
import Testing

@Suite struct HDFTests {
    private struct Document: Decodable {
        struct Profile: Decodable {
            let groups: [Group]
            let controls: [Control]
        }

        struct Group: Decodable {
            let controls: [String]
        }

        struct Control: Decodable {
            let id: String
            let impact: Double
            let tags: Tags
            let results: [Result]
            let waiverData: Waiver?
        }

        struct Tags: Decodable {
            let nist: [String]?
        }

        struct Result: Decodable {
            let status: String
            let startTime: String
            let skipMessage: String?
        }

        struct Waiver: Decodable {
            let justification: String
            let expirationDate: String?
        }

        let profiles: [Profile]
    }

    private func controls(_ own: ComplianceCase) throws -> [Document.Control] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try decoder.decode(Document.self, from: Data(own.render(.hdf).utf8))
        let profile = try #require(document.profiles.first)
        #expect(document.profiles.count == 1)
        #expect(Set(profile.groups.flatMap(\.controls)) == Set(profile.controls.map(\.id)))
        #expect(Set(profile.controls.map(\.id)).count == profile.controls.count)
        return profile.controls
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `No control has results of which one would hide another`(_ name: String) throws {
        for control in try controls(.named(name)) {
            #expect(!control.results.isEmpty)
            let statuses = Set(control.results.map(\.status))
            #expect(statuses.isSubset(of: ["passed", "failed", "error"]) || statuses == ["skipped"], "\(control.id)")
        }
    }

    @Test func `What is unknown or waived has a control of its own`() throws {
        let controls = try controls(.mixed)
        #expect(
            controls.map(\.id) == [
                "TST001", "TST001-unknown", "TST001-waived", "TST002", "TST002-unknown", "TST003", "TST003-unknown",
            ])
        let waiver = try #require(controls[2].waiverData)
        #expect(waiver.justification == "The switch is replaced (net)")
        #expect(waiver.expirationDate == "2027-03-31")
        #expect(
            controls[1].results.allSatisfy {
                $0.skipMessage?.hasSuffix(
                    "; esxcli network ip interface list and esxcli network ip interface ipv4 get") == true
            })
    }

    @Test func `What concerns nothing is not applicable`() throws {
        let controls = try controls(.nothing)
        #expect(controls.map(\.impact) == [0, 0, 0])
        #expect(controls.map { $0.results.map(\.status) } == [["skipped"], ["skipped"], ["skipped"]])
    }

    @Test func `What was measured has the time of that, and the rest the report's`() throws {
        let controls = try controls(.measured)
        let times = Dictionary(uniqueKeysWithValues: controls.map { ($0.id, Set($0.results.map(\.startTime))) })
        #expect(times["VMN501"] == ["2026-11-23T10:00:00Z"])
        #expect(times["VMN803"] == ["2026-11-22T18:01:12Z"])
    }

    @Test func `Controls of NIST are tagged as Heimdall reads them`() throws {
        let rule = Rules.largeMTU.replacing("{STIG: [ESXI-80-000160]}", with: "{NIST 800-53: [SC-8, SC-7]}")
        let control = try controls(ComplianceCase(Estate.clean.inventory, rules: [rule])).first
        #expect(control?.tags.nist == ["SC-8", "SC-7"])
    }

    @Test func `Two runs differ in nothing but the time`() throws {
        var own = try ComplianceCase.mixed
        let (first, time) = (try own.render(.hdf), own.written)
        own.written = "2026-12-24T20:00:00Z"
        #expect(try own.render(.hdf).replacing(own.written, with: time) == first)
    }
}
