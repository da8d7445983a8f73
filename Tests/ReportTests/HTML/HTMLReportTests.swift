import Crypto
import Foundation
import TestSupport
import Testing

@testable import Report

@Suite struct HTMLReportTests {
    @Test func `A page of everything`() throws {
        let page = HTMLReport(try ComplianceCase.everything).text
        // The style sheet and the script are files of their own.
        let short = page.replacing(PageStyle.markup.html, with: "…").replacing(PageScript.markup.html, with: "…")
        try expectGolden(short, "everything.html")
    }

    @Test(arguments: ["style", "script"])
    func `Browsers take the style and the script by their hashes`(name: String) {
        let (part, sha256) =
            name == "style" ? (PageStyle.markup, PageStyle.sha256) : (PageScript.markup, PageScript.sha256)
        let hash = Data(SHA256.hash(data: Array(part.html.utf8))).base64EncodedString()
        #expect(sha256 == hash, "the hash of the \(name) is \(hash)")
    }

    @Test(arguments: ["mixed", "hostile"])
    func `The policy allows the page's own style and script, and nothing else`(name: String) throws {
        let page = PageText(HTMLReport(try ComplianceCase.named(name).report).text)
        let policy = try #require(
            page.elements.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"])
        #expect(
            policy.split(separator: ";").map { $0.drop { $0 == " " } } == [
                "default-src 'none'", "style-src 'sha256-\(PageStyle.sha256)'",
                "script-src 'sha256-\(PageScript.sha256)'", "base-uri 'none'", "form-action 'none'",
                "require-trusted-types-for 'script'", "trusted-types",
            ])
        #expect(page.elements.allSatisfy { $0.attributes["style"] == nil && $0.attributes["src"] == nil })
        #expect(page.elements.count { $0.name == "script" } == 1 && page.elements.count { $0.name == "style" } == 1)
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `Elements close each other, anchors are unique, and every link leads somewhere`(name: String) throws {
        let page = PageText(HTMLReport(try ComplianceCase.named(name).report).text)
        #expect(page.problems == [])
        #expect(Set(page.ids).count == page.ids.count)
        #expect(Set(page.targets).subtracting(page.ids) == [])
        #expect(page.elements.count { $0.name == "h1" } == 1)
    }

    @Test(arguments: [
        ("mixed", "Not ready."), ("nothing", "Cannot be told."), ("broken", "Not ready."), ("measured", "Not ready."),
    ])
    func `The verdict is the page's first sentence`(name: String, verdict: String) throws {
        let page = HTMLReport(try ComplianceCase.named(name).report).text
        #expect(page.contains("<title>\(verdict) vMotion preflight, 2026-11-23</title>"))
        #expect(page.contains("</span> \(verdict)</span> <span class='rest'>"))
    }

    @Test func `What is fine on paper is not called ready`() throws {
        let page = HTMLReport(try ComplianceCase(Estate.clean.inventory, rules: Rules.all).report).text
        #expect(page.contains("</span> Ready on paper.</span>"))
    }

    @Test func `The same report is the same page, byte for byte`() throws {
        #expect(HTMLReport(try ComplianceCase.mixed.report).bytes == HTMLReport(try ComplianceCase.mixed.report).bytes)
    }
}

extension ComplianceCase {
    /// At most 10 ms between sites.
    private static let roundTrip = """
        id: TST004
        name: round-trip
        title: A link between sites must have a round trip of 10 ms at most
        severity: error
        category: limits
        subject: links
        requires: [rttMs]
        require: {rttMs: "<= 10"}
        at: rttMs
        message: "{subject} takes {observed} ms"
        why: More is not supported.
        fix: {text: "Move {subject} nearer together."}
        """

    /// Something of every verdict in two clusters at two sites, beside an earlier report.
    fileprivate static var everything: ComplianceReport {
        get throws {
            let own = try ComplianceCase(
                """
                sites: [{name: amsterdam}, {name: frankfurt}]
                links:
                  - {between: [amsterdam, frankfurt], rttMs: 12.5}
                hosts:
                  - name: esx1
                    site: amsterdam
                    cluster: cl-metro
                    build: "1"
                    vmkernelAdapters:
                      - {device: vmk0, ip: 10.0.0.1/24, mtu: 1500}
                  - name: esx2
                    site: frankfurt
                    cluster: cl-metro
                    build: 24022510
                    vmkernelAdapters:
                      - device: vmk0
                        ip: 10.0.0.1/24
                        mtu: 9000
                      - {device: vmk1, ip: 10.0.0.3/24}
                  - name: esx3
                    site: frankfurt
                    cluster: cl-branch
                    vmkernelAdapters:
                      - {device: vmk0, ip: 10.0.0.1/24, mtu: 1400}
                      - {device: vmk1, mtu: 9000}
                """, rules: Rules.all + [roundTrip],
                waivers: """
                    waivers:
                    - {rule: TST001, scope: {host: esx3}, owner: net, reason: The switch is replaced, expires: 2027-03-31}
                    """)
            var report = try own.report
            report.comparison = Comparison(
                path: "october.json", written: "2026-10-20T09:12:44Z",
                worse: [
                    .init(
                        rule: "TST004", subject: "amsterdam/frankfurt", before: .pass, now: .error,
                        observedBefore: "6.1 ms", observedNow: "12 ms")
                ],
                better: [
                    .init(
                        rule: "TST003", subject: "cl-metro/esx2", before: .info, now: .pass, observedBefore: "1500",
                        observedNow: "9000")
                ], new: [],
                gone: [
                    .init(
                        rule: "TST001", subject: "cl-branch/esx9/vmk0", before: .warning, now: nil, observedBefore: nil,
                        observedNow: nil)
                ], unchanged: 7, newPasses: 3, gonePasses: 1)
            return report
        }
    }
}
