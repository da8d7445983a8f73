import Crypto
import Foundation
import TestSupport
import Testing

@testable import Report

@Suite struct HTMLReportTests {
    static let pages: [(name: String, pages: CompliancePages)] = [
        ("everything", .everything),
        ("clean", CompliancePages(inventory: Estate.clean.inventory)),
        ("none", CompliancePages(inventory: "hosts: [{name: esx1}]")),
        ("hundred", .large(hosts: 100, adapters: 2, bad: 30)),
    ]

    @Test func `A page of everything`() throws {
        let page = try CompliancePages.everything.page.text
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

    @Test func `The policy allows the page's own style and script, and nothing else`() throws {
        let page = PageText(try CompliancePages.everything.page.text)
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

    @Test(arguments: pages.indices)
    func `Elements close each other, anchors are unique, and every link leads somewhere`(index: Int) throws {
        let page = PageText(try Self.pages[index].pages.page.text)
        #expect(page.problems == [])
        #expect(Set(page.ids).count == page.ids.count)
        #expect(Set(page.targets).subtracting(page.ids) == [])
        #expect(page.elements.count { $0.name == "h1" } == 1)
    }

    @Test(arguments: [
        ("everything", "Not ready."), ("clean", "Ready on paper."), ("none", "Cannot be told yet."),
        ("hundred", "Ready, at a risk."),
    ])
    func `The verdict is the page's first sentence`(name: String, verdict: String) throws {
        let page = try #require(Self.pages.first { $0.name == name }).pages.page.text
        #expect(page.contains("<title>\(verdict) vMotion preflight, 2026-11-22</title>"))
        #expect(page.contains("</span> \(verdict)</span> <span class='rest'>"))
    }

    @Test func `The same report is the same page, byte for byte`() throws {
        #expect(try CompliancePages.everything.page.bytes == CompliancePages.everything.page.bytes)
    }
}
