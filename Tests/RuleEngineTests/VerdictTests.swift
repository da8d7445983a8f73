import Facts
import RuleEngine
import Testing

/// What becomes of a subject.
@Suite struct VerdictTests {
    private static let estate = """
        hosts:
        - {name: esx1, version: 8.0.3, vmkernelAdapters: [{device: vmk0, mtu: 1500}, {device: vmk1, mtu: 9000}]}
        - {name: esx2, version: 5.5.0, vmkernelAdapters: [{device: vmk0, mtu: 1500}, {device: vmk1}]}
        - {name: esx3, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}

        """

    private func counts(_ evaluation: Evaluation) -> [Verdict: Int] { evaluation.summary.filter { $0.value > 0 } }

    @Test func everySubjectIsCountedOnce() throws {
        let evaluation = try judge(
            [Self.estate], by: [rule("subject: vmkernelAdapters\nrequires: [mtu]\nrequire: {mtu: 9000}\nat: mtu")])
        #expect(counts(evaluation) == [.pass: 1, .fail: 3, .unknown: 1])
    }

    @Test func whereChoosesTheSubjects() throws {
        let evaluation = try judge(
            [Self.estate],
            by: [
                rule("subject: vmkernelAdapters\nwhere: {device: vmk1}\nrequire: {mtu: 9000}\nrequires: [mtu]\nat: mtu")
            ])
        #expect(counts(evaluation) == [.pass: 1, .unknown: 1, .notApplicable: 3])
    }

    /// A missing fact is never a pass, also where the author forgot to require it: a comparison with NULL finds nothing.
    @Test func aQueryMaySayWhatIsMissing() throws {
        let query =
            "SELECT id AS subject, iif(mtu IS NULL, 'vmkernelAdapters.mtu', NULL) AS missing FROM vmkernelAdapters WHERE mtu IS NOT 1500"
        let evaluation = try judge([Self.estate], by: [rule("subject: vmkernelAdapters\nquery: \"\(query)\"\nat: mtu")])
        #expect(counts(evaluation) == [.pass: 3, .fail: 1, .unknown: 1])
        let missing = evaluation.findings.first { $0.verdict == .unknown }?.missing.first
        #expect(missing?.supply.contains("esxcli network ip interface list") == true)
    }

    @Test func releasesThatTheRuleDoesNotConcern() throws {
        let evaluation = try judge(
            [Self.estate],
            by: [
                rule(
                    "appliesTo: \">= 6.0\"\nsubject: vmkernelAdapters\nwhere: {device: vmk0}\nrequire: {mtu: 9000}\nat: mtu"
                )
            ])
        // esx1 fails; esx2 is too old; esx3 would fail, but nobody knows its release.
        #expect(counts(evaluation) == [.fail: 1, .unknown: 1, .notApplicable: 3])
        #expect(evaluation.findings.last?.missing.map(\.name) == ["hosts.version"])
    }

    @Test func anUnknownReleaseDoesNotMatterToWhatHolds() throws {
        let evaluation = try judge(
            [Self.estate],
            by: [
                rule(
                    "appliesTo: \">= 6.0\"\nsubject: vmkernelAdapters\nwhere: {device: vmk0}\nrequire: {mtu: 1500}\nat: mtu"
                )
            ])
        #expect(counts(evaluation) == [.pass: 2, .notApplicable: 3])
    }

    @Test func oneDefectIsToldOnce() throws {
        let first = rule(id: "TST001", "subject: vmkernelAdapters\nrequire: {mtu: 1500}\nrequires: [mtu]\nat: mtu")
        let second = rule(
            id: "TST002", supersededBy: "[TST001]",
            "subject: vmkernelAdapters\nrequire: {mtu: \"< 1500\"}\nrequires: [mtu]\nat: mtu")
        let evaluation = try judge([Self.estate], by: [first, second])
        #expect(
            evaluation.findings.filter { $0.verdict == .fail }.map(\.rule.id).sorted() == [
                "TST001", "TST002", "TST002", "TST002",
            ])
        // vmk1 of esx1 has failed TST001, so TST002 has nothing to add to it.
        #expect(counts(evaluation) == [.fail: 4, .unknown: 2, .pass: 3, .notApplicable: 1])
    }

    @Test func aSubjectInSeveralGroupsIsOneFindingAtItsGravest() throws {
        let query = "SELECT id AS subject, 'info' AS severity FROM hosts UNION ALL SELECT id, 'warning' FROM hosts"
        let evaluation = try judge(
            ["hosts: [{name: esx1}]"], by: [rule("subject: hosts\nquery: \"\(query)\"\nat: name")])
        #expect(evaluation.findings.map(\.severity) == [.warning])
    }

    @Test func anEndlessQueryIsAnError() throws {
        let query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS subject FROM n"
        let evaluation = try judge(
            ["hosts: [{name: esx1}]"],
            by: [
                rule("subject: hosts\nquery: \"\(query)\"\nat: name"),
                rule(id: "TST002", "subject: hosts\nrequire: {name: esx1}\nat: name"),
            ],
            budget: Budget(steps: 1_000_000, seconds: 10))
        #expect(counts(evaluation) == [.error: 1, .pass: 1])
        #expect(evaluation.findings.map(\.verdict) == [.error])
    }

    @Test func coresMakeNoDifference() throws {
        let rules = (1...9).map {
            rule(id: "TST00\($0)", "subject: vmkernelAdapters\nrequires: [mtu]\nrequire: {mtu: \($0)000}\nat: mtu")
        }
        let one = try judge([Self.estate], by: rules, cores: 1)
        let four = try judge([Self.estate], by: rules, cores: 4)
        #expect(one.summary == four.summary)
        #expect(one.findings.map(\.fingerprint) == four.findings.map(\.fingerprint))
        #expect(one.findings.count == 44)
    }

    /// Fingerprints name the object, so they survive a new order, other lines and another file name.
    @Test func fingerprintsSurviveEdits() throws {
        let check = rule("subject: vmkernelAdapters\nrequire: {mtu: 9000}\nat: mtu\nrequires: [mtu]")
        let before =
            "hosts:\n- {name: a/b, cluster: 50%, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}\n- {name: c, vmkernelAdapters: [{device: vmk0, mtu: 1}]}\n"
        let after =
            "# moved\n\nhosts:\n- vmkernelAdapters: [{mtu: 100, device: vmk0}]\n  name: c\n- {name: a/b, cluster: 50%, vmkernelAdapters: [{device: vmk0, mtu: 1501}]}\n"
        #expect(throws: (any Error).self) { try judge([before], by: [check]) }  // 1 byte is no MTU
        let first = try judge([before.replacing("mtu: 1}", with: "mtu: 100}")], by: [check])
        let second = try judge([after], by: [check])
        #expect(Set(first.findings.map(\.fingerprint)) == ["TST001/50%25/a%2Fb/vmk0/mtu", "TST001/c/vmk0/mtu"])
        #expect(Set(first.findings.map(\.fingerprint)) == Set(second.findings.map(\.fingerprint)))
    }
}
