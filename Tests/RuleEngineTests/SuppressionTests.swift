import Facts
import RuleEngine
import SourceText
import Testing

/// Findings that somebody answers for.
@Suite struct SuppressionTests {
    private static let estate = """
        hosts:
        - name: esx1
          site: a
          cluster: c1
          vmkernelAdapters:
          - {device: vmk0, mtu: 1500}
          - {device: vmk1, mtu: 1500}
        - name: esx2
          cluster: c1
          vmkernelAdapters: [{device: vmk0}]

        """

    private static let mtu = rule("subject: vmkernelAdapters\nrequires: [mtu]\nrequire: {mtu: 9000}\nat: mtu")

    private func lint(_ estate: String = estate, waivers: String? = nil, rules: [String] = [mtu]) throws -> [String] {
        let pack = try pack(rules)
        let store = try store([estate], pack)
        var evaluation = try Evaluation(pack, on: store)
        var suppressions = try Suppressions(for: pack)
        if let waivers { try suppressions.add(waivers: file("waivers.yaml", waivers)) }
        for file in store.files { try suppressions.add(commentsOf: file) }
        try suppressions.apply(to: &evaluation, of: pack, settings: RuleSettings(), today: "2026-11-22")
        let told = evaluation.summary.filter { $0.key != .pass && $0.key != .notApplicable }.values.reduce(0, +)
        #expect(told == evaluation.findings.count)
        return suppressions.warnings.map(\.description)
            + evaluation.findings.map { "\($0.verdict.rawValue) \($0.rule.id) \($0.subject)" }
    }

    private func waiver(_ scope: String, expires: String = "2026-11-22") -> String {
        "waivers: [{rule: TST001, scope: \(scope), owner: Jane, reason: because, expires: \(expires)}]"
    }

    @Test(arguments: [
        ("everything", ["c1/esx1/vmk0", "c1/esx1/vmk1", "c1/esx2/vmk0"]),
        ("{host: esx1}", ["c1/esx1/vmk0", "c1/esx1/vmk1"]),
        ("{host: \"*2\"}", ["c1/esx2/vmk0"]),
        ("{subject: \"*/vmk0\"}", ["c1/esx1/vmk0", "c1/esx2/vmk0"]),
        ("{site: a, subject: \"*vmk1\"}", ["c1/esx1/vmk1"]),
        ("{cluster: c1}", ["c1/esx1/vmk0", "c1/esx1/vmk1", "c1/esx2/vmk0"]),
    ]) func `A waiver covers what its scope matches`(_ scope: String, _ subjects: [String]) throws {
        let findings = try lint(waivers: waiver(scope))
        #expect(findings.filter { $0.hasPrefix("waived") } == subjects.map { "waived TST001 \($0)" })
        #expect(findings.count == 3)
    }

    @Test func `A waiver holds on its last day, and is a finding from the next`() throws {
        #expect(try lint(waivers: waiver("{host: esx1}")).contains("waived TST001 c1/esx1/vmk0"))
        let expired = try lint(waivers: waiver("{host: esx1}", expires: "2026-11-21"))
        #expect(expired.contains("fail TST001 c1/esx1/vmk0"))
        #expect(expired.contains("fail VMN001 TST001/host esx1"))
    }

    @Test func `A waiver of nothing is told`() throws {
        #expect(try lint(waivers: waiver("{host: esx9}")).contains("fail VMN003 TST001/host esx9"))
    }

    @Test(arguments: [
        ("", "is empty; a waivers file has the key waivers: with a list"),
        (
            "waivers: [{rule: TST007, scope: everything, owner: J, reason: r, expires: 2027-01-01}]",
            "1:18: error: there is no rule TST007; did you mean TST001?"
        ),
        (
            "waivers: [{rule: TST001, scope: {}, owner: J, reason: r, expires: 2027-01-01}]",
            "1:33: error: scope: expected everything, or one or more of cluster, site, host and subject"
        ),
        (
            "waivers: [{rule: TST001, scope: {hots: x}, owner: J, reason: r, expires: 2027-01-01}]",
            "1:34: error: there is no key hots here; did you mean host?"
        ),
        (
            "waivers: [{rule: TST001, scope: everything, reason: r, expires: 2027-01-01}]",
            "1:11: error: the key owner is missing"
        ),
        (
            "waivers: [{rule: TST001, scope: everything, owner: J, reason: '', expires: 2027-01-01}]",
            "1:63: error: reason: expected text"
        ),
        (
            "waivers: [{rule: TST001, scope: everything, owner: J, reason: r, expires: 2027-02-29}]",
            "1:75: error: expires: expected a day such as 2027-01-31, found 2027-02-29"
        ),
        (
            "waivers: [{rule: VMN001, scope: everything, owner: J, reason: r, expires: 2027-01-01}]",
            "1:18: error: VMN001 cannot be waived: its file says ignorable: false"
        ),
        (
            """
            waivers:
            - {rule: TST001, scope: {host: esx1}, owner: J, reason: r, expires: 2027-01-01}
            - {rule: TST001, scope: {host: esx1}, owner: K, reason: r, expires: 2027-01-01}
            """, "3:4: error: TST001 is waived for host esx1 at line 2 already; keep one of the two"
        ),
        (
            """
            waivers:
            - {rule: TST001, scope: {host: esx1}, owner: J, reason: r, expires: 2027-01-01}
            - {rule: TST001, scope: {cluster: c1, subject: "*vmk1"}, owner: K, reason: r, expires: 2027-01-01}
            """,
            "3:4: error: this waiver and that at line 2 are both about TST001 of c1/esx1/vmk1; narrow one of them, so that one owner answers"
        ),
    ]) func `What is wrong with a waiver is said at its place`(_ text: String, _ message: String) throws {
        let error = #expect(throws: (any Error).self) { try lint(waivers: text) }
        #expect(error.map { "\($0)" }?.hasSuffix(message) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func `A renewed waiver may stand beside the expired one`() throws {
        let findings = try lint(
            waivers: """
                waivers:
                - {rule: TST001, scope: {host: esx1}, owner: J, reason: r, expires: 2026-01-01}
                - {rule: TST001, scope: {host: "esx1*"}, owner: J, reason: r, expires: 2027-01-01}
                """)
        #expect(findings.contains("waived TST001 c1/esx1/vmk0"))
        #expect(findings.contains("fail VMN001 TST001/host esx1"))
    }

    private static func comment(_ text: String, before line: String, in estate: String = estate) -> String {
        estate.replacing(line, with: "# vmotion-preflight: \(text)\n" + line, maxReplacements: 1)
    }

    @Test func `A comment at the end of a line is about that line`() throws {
        let estate = Self.estate.replacing(
            "vmk1, mtu: 1500}", with: "vmk1, mtu: 1500} # vmotion-preflight: ignore TST001 -- lab")
        #expect(
            try lint(estate) == [
                "fail TST001 c1/esx1/vmk0", "unknown TST001 c1/esx2/vmk0", "waived TST001 c1/esx1/vmk1",
            ])
    }

    @Test(arguments: [
        ("- name: esx1", ["c1/esx1/vmk0", "c1/esx1/vmk1"]),
        ("  vmkernelAdapters:", ["c1/esx1/vmk0", "c1/esx1/vmk1"]),
        ("  - {device: vmk0", ["c1/esx1/vmk0"]),
        ("hosts:", ["c1/esx1/vmk0", "c1/esx1/vmk1", "c1/esx2/vmk0"]),
        ("- name: esx2", ["c1/esx2/vmk0"]),
    ]) func `A comment on a line of its own is about the entry below it`(_ line: String, _ subjects: [String]) throws {
        let findings = try lint(Self.comment("ignore test-rule -- lab", before: line))
        #expect(findings.filter { $0.hasPrefix("waived") } == subjects.map { "waived TST001 \($0)" })
    }

    @Test func `A comment that ignores nothing is told`() throws {
        let estate = Self.estate + "sites: [] # vmotion-preflight: ignore TST001 -- lab\n"
        #expect(try lint(estate).contains("fail VMN002 TST001/inventory-1.yaml/lab"))
    }

    @Test(arguments: [
        (
            "ignore TST001",
            "a reason is missing behind two dashes, as in # vmotion-preflight: ignore VMN501 -- why it may stay"
        ),
        (
            "ignore TST001 --",
            "a reason is missing behind the two dashes, as in # vmotion-preflight: ignore VMN501 -- why it may stay"
        ),
        ("ignore all -- lab", "there is no rule all; one rule's id or name is needed here"),
        ("ignore TST0* -- lab", "there is no rule TST0*; one rule's id or name is needed here"),
        ("ignore -- lab", "the rules are missing, as in # vmotion-preflight: ignore VMN501 -- why it may stay"),
        ("ignore TST011 -- lab", "there is no rule TST011; did you mean TST001?"),
        ("ignore VMN001 -- lab", "VMN001 cannot be ignored: its file says ignorable: false"),
        (
            "disable TST001 -- lab",
            "there is no order disable here; ignore is the only one, as in # vmotion-preflight: ignore VMN501 -- why it may stay"
        ),
    ]) func `What is wrong with a comment is said at its place`(_ text: String, _ message: String) throws {
        let error = #expect(throws: (any Error).self) { try lint(Self.comment(text, before: "- name: esx2")) }
        #expect(error.map { "\($0)" } == "inventory-1.yaml:8:1: error: " + message)
    }

    @Test(arguments: [
        "# vmotion-preflight ignore TST001 -- lab", "# Vmotion-Preflight: ignore TST001 -- lab",
        "# vmotion-preflight : ignore TST001 -- lab",
    ]) func `Another spelling of the order is told`(_ line: String) throws {
        let findings = try lint(line + "\n" + Self.estate)
        #expect(findings.first?.contains("warning: this looks like an order and is none: write it as in #") == true)
    }

    @Test(arguments: ["ignore\tTST001\t--\tlab", "ignore TST001,test-rule -- lab"])
    func `Any blank parts words`(_ order: String) throws {
        let findings = try lint(Self.comment(order, before: "- name: esx2"))
        #expect(findings.contains("waived TST001 c1/esx2/vmk0"))
    }

    @Test func `A comment right behind a bracket is one as YAML has it`() throws {
        let estate = "sites: []# vmotion-preflight: ignore TST001 -- lab\n" + Self.estate
        #expect(try lint(estate).contains("fail VMN002 TST001/inventory-1.yaml/lab"))
    }

    @Test func `More comments than anybody writes are refused`() throws {
        let comments = String(repeating: "# vmotion-preflight: ignore TST001 -- lab\n", count: 10_001)
        let error = #expect(throws: (any Error).self) { try lint(comments + Self.estate) }
        #expect(error.map { "\($0)" }?.contains("more than 10000 ignore comments") == true)
    }

    @Test(arguments: ["owner: ~, reason: r", "owner: J, reason: null", "owner: J, reason: \"\\u200b\""])
    func `Nobody and nothing are no answer`(_ words: String) throws {
        let text = "waivers: [{rule: TST001, scope: everything, \(words), expires: 2027-01-01}]"
        #expect(throws: (any Error).self) { try lint(waivers: text) }
    }

    @Test(arguments: [
        "source: {tool: \"hand # vmotion-preflight: ignore TST001 -- lab\"}\n",
        "source: {tool: 'hand # vmotion-preflight: ignore TST001 -- lab'}\n",
        "source:\n  tool: >\n    hand\n    # vmotion-preflight: ignore TST001 -- lab\n",
        "source:\n  tool: |\n    # vmotion-preflight: ignore TST001 -- lab\n",
    ]) func `What stands in a text is no comment, and that is said`(_ source: String) throws {
        let findings = try lint(source + Self.estate)
        #expect(
            findings.first?.contains("warning: this is part of a text and no comment, so it ignores nothing") == true)
        #expect(!findings.contains { $0.hasPrefix("waived") })
    }

    @Test(arguments: [
        "sources: {tool: 'hand#vmotion-preflight: ignore TST001 -- lab'}\n",
        "# about vmotion-preflight: it lints\n",
    ]) func `The name of the tool elsewhere means nothing`(_ line: String) throws {
        #expect(try lint(line + Self.estate).filter { $0.hasPrefix("waived") || $0.contains("text") }.isEmpty)
    }

    @Test(arguments: [
        ("esx-a01", "esx-a01", true), ("esx-a01", "*", true), ("esx-a01", "esx*01", true), ("esx-a01", "*a*", true),
        ("esx-a01", "esx", false), ("esx-a01", "*b*", false), ("aaa", "a*a*a*a", false),
        ("aXbXc", "a*X*c", true), ("ESX", "esx", false),
    ]) func `A star stands for any text`(_ host: String, _ pattern: String, _ isMatch: Bool) throws {
        let estate = "hosts: [{name: \"\(host)\", vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]\n"
        let text = "waivers: [{rule: TST001, scope: {host: \"\(pattern)\"}, owner: J, reason: r, expires: 2027-01-01}]"
        #expect(try lint(estate, waivers: text).contains { $0.hasPrefix("waived") } == isMatch)
    }
}
