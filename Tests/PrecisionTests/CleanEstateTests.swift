import RuleEngine
import Testing

/// No false alarm: an estate as VMware documents it has nothing that anybody needs to look at.
@Suite struct CleanEstateTests {
    @Test(arguments: Estate.all) func `has no error, no warning and nothing unknown`(_ estate: Estate) throws {
        let findings = try Lint.clean(estate).findings.filter { $0.severity != .info || $0.verdict != .fail }
        #expect(findings.isEmpty)
    }
}
