import RuleEngine
import Testing

/// No false alarm: an estate as VMware documents it has nothing that anybody needs to look at.
@Suite struct CleanEstateTests {
    /// Facts that nobody can supply, with why.
    static let undecidable = [
        "VMN601 nicLimits.most": "no limit is published for NICs of more than 10 GbE"
    ]

    @Test(arguments: Estate.all) func `has no error, no warning and nothing unknown`(_ estate: Estate) throws {
        let findings = try Lint.clean(estate).findings.filter { finding in
            switch finding.verdict {
            case .unknown:
                !finding.missing.allSatisfy { Self.undecidable["\(finding.rule) \($0)"] != nil }
            default: finding.severity != .info || finding.verdict != .fail
            }
        }
        #expect(findings.isEmpty)
    }

    @Test func `every exception is needed`() throws {
        let unknown = try Set(
            Estate.all.flatMap { try Lint.clean($0).findings }.filter { $0.verdict == .unknown }
                .flatMap { finding in finding.missing.map { "\(finding.rule) \($0)" } })
        #expect(unknown == Set(Self.undecidable.keys))
    }
}
