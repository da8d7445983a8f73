import Foundation
import Report
import Testing

@Suite struct ComplianceTextTests {
    @Test(arguments: ["mixed", "measured", "hostile", "broken"])
    func `CSV has a line for each verdict and no formula`(_ name: String) throws {
        let report = try ComplianceCase.named(name).report
        let text = String(decoding: ComplianceFormat.csv.render(report), as: UTF8.self)
        #expect(text.hasPrefix("\u{FEFF}rule,"))
        let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
        #expect(lines.count == 1 + report.requirements.reduce(0) { $0 + $1.judgements.count })
        #expect(!text.contains(/(^|[,;\n])[ "]*[=@]/))
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `Markdown stays within what GitHub takes, and its tables are whole`(_ name: String) throws {
        let text = try ComplianceCase.named(name).render(.markdown)
        #expect(text.utf8.count <= 65_536)
        var columns: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isRow = line.hasPrefix("|")
            let bars = isRow ? String(line).replacing(#/\\\\|\\\|/#, with: "").count { $0 == "|" } : nil
            if let bars, let columns { #expect(bars == columns, "\(line.prefix(100))") }
            columns = bars
            let shown = String(line).replacing(/(`+) ?.*?\1/, with: "").replacing("<br>", with: "")
            #expect(!shown.contains(/(^|[^\\])</), "\(line.prefix(100))")
        }
    }

    @Test func `A summary of nothing does not call it ready`() throws {
        let text = try ComplianceCase.nothing.render(.markdown)
        #expect(text.hasPrefix("## vMotion preflight: cannot be told\n"))
        #expect(text.contains("**0 errors, 0 warnings, 0 info, 0 unknown, 0 waived, 0 passed, 0 not applicable**"))
    }

    @Test func `What holds and was not measured is ready on paper`() throws {
        let text = try ComplianceCase(Estate.clean.inventory, rules: Rules.all).render(.markdown)
        #expect(text.hasPrefix("## vMotion preflight: ready on paper\n"))
    }

    @Test func `A stretched cluster is no better than the way between its sites`() throws {
        let text = try ComplianceCase.measured.render(.markdown)
        #expect(text.contains("| cl-metro | not ready | 3 |"))
        #expect(text.contains("| amsterdam – frankfurt | not ready | 3 |"))
    }
}
