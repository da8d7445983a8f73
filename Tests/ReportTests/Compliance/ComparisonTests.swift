import Report
import RuleEngine
import SourceText
import Testing

@Suite struct ComparisonTests {
    /// Hosts of one adapter each, whose MTU is given; nothing where it was not captured.
    private static func estate(_ mtus: [(host: String, mtu: Int?)]) throws -> ComplianceReport {
        let hosts = mtus.map { host, mtu in
            "- {name: \(host), vmkernelAdapters: [{device: vmk0\(mtu.map { ", mtu: \($0)" } ?? "")}]}\n"
        }
        return try ComplianceCase("hosts:\n" + hosts.joined(), rules: [Rules.largeMTU]).report
    }

    /// What is written of `report` as JSON, read again.
    private static func file(_ report: ComplianceReport) throws -> ReportFile {
        try ReportFile(SourceFile(path: "old.json", bytes: ComplianceFormat.json.render(report)))
    }

    /// Something of every change.
    static func compared() throws -> ComplianceReport {
        let before = try estate([
            ("same", 9000), ("worse", 9000), ("better", 1500), ("settled", nil), ("lost", nil), ("gone", 1500),
            ("left", 9000),
        ])
        var now = try estate([
            ("same", 9000), ("worse", 1500), ("better", 9000), ("settled", 9000), ("lost", 1500), ("new", 1500),
            ("joined", 9000),
        ])
        now.comparison = try Comparison(of: now, since: file(before))
        return now
    }

    @Test func `Each change is told once, and what passes is none`() throws {
        let comparison = try #require(try Self.compared().comparison)
        func told(_ changes: [Comparison.Change]) -> [String] {
            changes.map {
                "\($0.subject) \($0.before?.rawValue ?? "-") \($0.observedBefore ?? "-") "
                    + "\($0.now?.rawValue ?? "-") \($0.observedNow ?? "-")"
            }
        }
        #expect(told(comparison.worse) == ["worse/vmk0 pass 9000 warning 1500", "lost/vmk0 unknown - warning 1500"])
        #expect(told(comparison.better) == ["better/vmk0 warning 1500 pass 9000", "settled/vmk0 unknown - pass 9000"])
        #expect(told(comparison.new) == ["new/vmk0 - - warning 1500"])
        #expect(told(comparison.gone) == ["gone/vmk0 warning 1500 - -"])
        #expect(comparison.unchanged == 1)
        #expect(comparison.path == "old.json")
        #expect(comparison.written == "2026-11-23T10:00:00Z")
    }

    @Test func `A report differs in nothing from itself`() throws {
        let report = try ComplianceCase.mixed.report
        let comparison = try Comparison(of: report, since: Self.file(report))
        #expect(comparison.worse + comparison.better + comparison.new + comparison.gone == [])
        #expect(comparison.unchanged == 13)
    }

    @Test func `A failure that matters more is worse`() throws {
        let inventory = "hosts: [{name: a, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]"
        let graver = Rules.largeMTU.replacing("severity: warning", with: "severity: error")
        let lesser = try ComplianceCase(inventory, rules: [Rules.largeMTU]).report
        let report = try ComplianceCase(inventory, rules: [graver]).report
        let comparison = try Comparison(of: report, since: Self.file(lesser))
        #expect(comparison.worse.map(\.now) == [.error])
        #expect(comparison.worse.map(\.before) == [.warning])
    }
}
