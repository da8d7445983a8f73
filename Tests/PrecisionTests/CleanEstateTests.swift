import RuleEngine
import Testing

/// No false alarm: an estate as VMware documents it has nothing that anybody needs to look at.
@Suite struct CleanEstateTests {
    @Test(arguments: Estate.all) func `has no error, no warning and nothing unknown`(_ estate: Estate) throws {
        let findings = try Lint.clean(estate).findings.filter { $0.severity != .info || $0.verdict != .fail }
        #expect(findings.isEmpty)
    }

    @Test(arguments: Estate.all) func `nor when it is measured, and nothing is then less known`(_ estate: Estate) throws
    {
        let findings = try Lint(estate.text, evidence: CleanEvidence.of(estate)).findings
        #expect(Set(findings).subtracting(try Lint.clean(estate).findings).isEmpty)
    }
}
