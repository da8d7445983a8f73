import Foundation
import SourceText
import TestSupport
import Testing

@testable import Report

@Suite struct HostileNameTests {
    static let names = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style><b>",
        "</title></head>", "<!--", "]]>", "javascript:alert(1)", "&lt;b&gt;&amp;#x3c;", "a\u{202E}gpj.exe",
        "\u{2066}b\u{2069}", "zero\u{200B}width", "line\nbreak\u{2028}", "tab\tand\u{0}nul",
        String(repeating: "long", count: 240), "e" + String(repeating: "\u{301}", count: 500), "#", "/", "%2F",
    ]

    @Test(arguments: names.indices)
    func `A name stays a name wherever it stands`(index: Int) throws {
        let name = Self.names[index]
        let quoted = try #require(String(data: JSONEncoder().encode(name), encoding: .utf8))
        var own = try ComplianceCase(
            """
            sites: [{name: \(quoted)}, {name: other}]
            links: [{between: [\(quoted), other], rttMs: 40}]
            hosts:
              - name: esx1
                cluster: \(quoted)
                site: \(quoted)
                build: \(quoted)
                vmkernelAdapters: [{device: \(quoted), mtu: 1500}, {device: vmk1, mtu: 1400, ip: 10.0.0.1/24}]
              - {name: esx2, cluster: \(quoted), vmkernelAdapters: [{device: vmk2, ip: 10.0.0.1/24}]}
            """, rules: Rules.all)
        own.inventory = SourceFile(path: name, bytes: own.inventory.bytes)
        var report = try own.report
        report.comparison = Comparison(
            path: name, written: name,
            worse: [
                .init(rule: name, subject: name, before: .pass, now: .error, observedBefore: name, observedNow: name)
            ],
            better: [], new: [], gone: [], unchanged: 1, newPasses: 0, gonePasses: 0)
        let text = HTMLReport(report).text
        let page = PageText(text)
        #expect(page.problems == [])
        #expect(page.elements.allSatisfy { $0.name != "img" && $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
        #expect(page.elements.count { $0.name == "script" } == 1)
        #expect(Set(page.targets).subtracting(page.ids) == [] && Set(page.ids).count == page.ids.count)
        let hidden = text.unicodeScalars.filter { $0.escape != nil && $0 != "\n" }
        #expect(hidden.isEmpty)
        #expect(text.utf8.count < 100_000)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Whatever is put into markup is text`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("<>&\"'=/ \n\u{0}\u{7F}\u{202E}\u{FEFF}aé漢🧪".unicodeScalars)
        var text = ""
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            text.unicodeScalars.append(alphabet.randomElement(using: &generator) ?? "x")
        }
        let page = PageText(("<p title='\(text)' lang=\"\(text)\">\(text)</p>" as Markup).html)
        #expect(page.problems == [])
        #expect(page.elements.count == 1 && page.elements.first?.attributes.count == 2)
    }

    @Test func `A long text is cut in its middle, and says how much is missing`() {
        #expect("abc".cut(to: 3) == "abc")
        #expect(String(repeating: "x", count: 23).cut(to: 3) == String(repeating: "x", count: 23))
        #expect(("head" + String(repeating: "-", count: 100) + "tail").cut(to: 12) == "head----… [96 characters] …tail")
    }

    @Test func `Things of equal keys have anchors of their own`() {
        var anchors = Anchors(prefix: "f-")
        let made = (0..<1_000).map { anchors.next($0 % 2 == 0 ? "same" : "\($0)") }
        #expect(Set(made).count == made.count)
        var again = Anchors(prefix: "f-")
        #expect(again.next("same") == made[0])
    }
}
