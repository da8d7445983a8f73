import RuleEngine
import Testing

/// One defect gives its rule, and nothing else.
@Suite struct PlantedDefectTests {
    @Test(arguments: try Defect.all.get()) func `gives its rule and nothing else`(_ defect: Defect) throws {
        let rule = try #require(try Lint.pack.get().rule(defect.rule), "the pack has no rule \(defect.rule)")
        let clean = try Set(Lint.clean(.named(defect.estate)).findings)
        let text = try defect.planted()
        let evidence = try defect.plantedEvidence()
        let all = try Lint(text, evidence: evidence).findings
        let found = all.filter { !clean.contains($0) }
        let own = found.filter { $0.rule == defect.rule && $0.verdict == .fail }
        #expect(own.map(\.subject).sorted() == defect.subjects.sorted())
        #expect(Set(own.map(\.severity.rawValue)) == [defect.severity ?? rule.severity.rawValue])
        let others = found.filter { !own.contains($0) }
        #expect(others.filter { !defect.further.contains($0.rule) }.isEmpty)
        #expect(Set(others.map(\.rule)) == Set(defect.further))
        // In whatever order the facts are written. Of two hosts that differ, either may be the odd one.
        func kinds(_ findings: [Lint.Verdict]) -> Set<String> {
            Set(findings.map { "\($0.rule) \($0.verdict) \($0.severity)" })
        }
        let turned = try Lint(Variation(text).reversed(), evidence: evidence.map { try Variation($0).reversed() })
        #expect(kinds(turned.findings) == kinds(all))
    }

    /// Rules without a check judge no inventory but what is written beside it, such as waivers.
    @Test func `every rule has a defect`() throws {
        let planted = Set(try Defect.all.get().map(\.rule))
        let rules = try Lint.pack.get().rules.filter { !$0.checks.isEmpty }
        #expect(rules.map(\.id).filter { !planted.contains($0) }.isEmpty)
    }
}
