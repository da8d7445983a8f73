import Facts
import RuleEngine
import SourceText
import Testing

/// What a baseline makes of findings.
@Suite struct BaselineTests {
    private static let mtu = rule("subject: vmkernelAdapters\nrequires: [mtu]\nrequire: {mtu: 9000}\nat: mtu")

    private static func estate(_ adapters: String..., host: String = "esx1") -> String {
        "hosts: [{name: \(host), vmkernelAdapters: [\(adapters.joined(separator: ", "))]}]\n"
    }

    private static let before = estate("{device: vmk0, mtu: 1500}", "{device: vmk1}")

    private func baseline(of estate: String, by rules: [String] = [mtu]) throws -> String {
        try Baseline.text(
            of: judge([estate], by: rules), hosts: ["esx1", "esx2"], toolName: "test", toolVersion: "1")
    }

    private func compare(
        _ estate: String, with baseline: String, by rules: [String] = [mtu], hosts: Set<String> = ["esx1"]
    ) throws -> (findings: [String], drift: BaselineDrift) {
        let pack = try pack(rules)
        var evaluation = try Evaluation(pack, on: store([estate], pack))
        let drift = try Baseline(file("baseline.json", baseline)).apply(to: &evaluation, of: pack, hosts: hosts)
        return (evaluation.findings.map { "\($0.subject) \($0.baselineState?.rawValue ?? "")" }, drift)
    }

    @Test func `What was there is known, also when lines move and keys change places`() throws {
        let after =
            "# a comment\nsites: []\nhosts:\n- vmkernelAdapters:\n  - {device: vmk1}\n  - {mtu: 1500, device: vmk0}\n  name: esx1\n"
        let (findings, drift) = try compare(after, with: baseline(of: Self.before))
        #expect(findings == ["esx1/vmk0 unchanged", "esx1/vmk1 unchanged"])
        #expect((drift.unchanged, drift.new, drift.gone) == (2, 0, []))
    }

    @Test func `What is not in it is new, and what is mended is gone`() throws {
        let after = Self.estate("{device: vmk0, mtu: 9000}", "{device: vmk1}", "{device: vmk2, mtu: 1500}")
        let (findings, drift) = try compare(after, with: baseline(of: Self.before))
        #expect(findings == ["esx1/vmk2 new", "esx1/vmk1 unchanged"])
        #expect((drift.unchanged, drift.new, drift.gone) == (1, 1, ["TST001/esx1/vmk0/mtu"]))
    }

    @Test func `An unknown that turns out a failure is new`() throws {
        let after = Self.estate("{device: vmk0, mtu: 1500}", "{device: vmk1, mtu: 1500}")
        let (findings, drift) = try compare(after, with: baseline(of: Self.before))
        #expect(findings == ["esx1/vmk0 unchanged", "esx1/vmk1 new"])
        #expect(drift.gone.isEmpty)
    }

    @Test func `A failure that turns out unknown is known`() throws {
        let (findings, _) = try compare(Self.estate("{device: vmk0}"), with: baseline(of: Self.before))
        #expect(findings == ["esx1/vmk0 unchanged"])
    }

    @Test func `A rule that is not asked is told apart from what is gone`() throws {
        let other = rule(id: "TST002", "subject: hosts\nrequire: {name: x}\nat: name")
        let (_, drift) = try compare(Self.before, with: baseline(of: Self.before, by: [Self.mtu, other]))
        #expect(drift.gone.isEmpty)
        #expect(drift.unasked == ["TST002"])
    }

    @Test func `The same findings give the same text`() throws {
        #expect(try baseline(of: Self.before) == baseline(of: "\n" + Self.before))
    }

    @Test(arguments: [
        ("", "baseline.json: error: is no baseline; lint with --write-baseline writes one"),
        ("[]", "baseline.json: error: is no baseline; lint with --write-baseline writes one"),
        (
            "{\"schemaVersion\": \"2.0\"}",
            "baseline.json: error: is a baseline of version 2.0, and this program reads version 1; write it anew with --write-baseline"
        ),
        (
            "{\"schemaVersion\": \"1.0\", \"findings\": 7}",
            "baseline.json: error: is a baseline whose text is damaged; write it anew with --write-baseline"
        ),
    ]) func `What is no baseline is refused`(_ text: String, _ message: String) throws {
        let error = #expect(throws: (any Error).self) { try compare(Self.before, with: text) }
        #expect(error.map { "\($0)" } == message)
    }

    @Test func `A baseline of another inventory is refused`() throws {
        let text = try baseline(of: Self.before)
        let error = #expect(throws: (any Error).self) { try compare(Self.before, with: text, hosts: ["esx7"]) }
        #expect(
            error.map { "\($0)" }
                == "baseline.json: error: was written for another inventory: none of its hosts is here, such as esx1")
    }
}
