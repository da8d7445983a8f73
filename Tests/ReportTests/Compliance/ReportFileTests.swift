import Foundation
import Report
import RuleEngine
import SourceText
import TestSupport
import Testing

@Suite struct ReportFileTests {
    private func read(_ text: String) throws -> ReportFile {
        try ReportFile(SourceFile(path: "old.json", bytes: Array(text.utf8)))
    }

    @Test(arguments: ["mixed", "measured", "hostile", "nothing", "broken"])
    func `What is written is read again`(_ name: String) throws {
        let report = try ComplianceCase.named(name).report
        let file = try ReportFile(SourceFile(path: "old.json", bytes: ComplianceFormat.json.render(report)))
        #expect(file.path == "old.json")
        #expect(file.toolName == "vmotion-preflight")
        #expect(file.toolVersion == "1.2.3")
        #expect(file.pack == report.pack)
        #expect(file.written == report.written)
        #expect(file.inputs == report.inputs)
        let told = report.requirements.flatMap { requirement in
            requirement.judgements.map { [requirement.rule.id, $0.subject, $0.verdict.rawValue, $0.severity.rawValue] }
        }
        #expect(file.entries.map { [$0.rule, $0.subject, $0.verdict.rawValue, $0.severity.rawValue] } == told)
        #expect(told.isEmpty == (name == "nothing"))
    }

    @Test(arguments: [
        "", "[]", "{\"a\": 1}", "{\"findings\": [], \"schemaVersion\": \"1.0\"}",
        "{\"schemaVersion\": \"1.0\", \"kind\": \"findings\"}", "{\"kind\": \"report\", \"requirements\": []}",
    ])
    func `What is no report is refused`(_ text: String) {
        let message = "old.json: error: is no report of this program; report --format json writes one"
        #expect { try read(text) } throws: { "\($0)" == message }
    }

    @Test(arguments: [
        (
            "{\"schemaVersion\": \"2.0\"}",
            "old.json:1:19: error: is of version 2.0, and this program reads version 1; write it anew"
        ),
        (
            "{\"schemaVersion\": \"1.0\", \"kind\": \"report\"}",
            "old.json: error: is a report without written, so it is damaged"
        ),
    ])
    func `A report of another version or without its parts is refused`(_ text: String, _ message: String) {
        #expect { try read(text) } throws: { "\($0)" == message }
    }

    @Test(arguments: [
        ("\"verdict\":\"fail\"", "\"verdict\":\"maybe\"", "the verdict maybe is not known"),
        ("\"severity\":\"error\"", "\"severity\":\"grave\"", "the severity grave is not known"),
        ("\"verdict\":\"fail\",", "", "verdict is missing here"),
        ("\"subject\":\"esx1/vmk0\"", "\"subject\":[]", "a text is expected here"),
        ("\"role\": \"inventory\"", "\"role\": \"idea\"", "the role idea is not known"),
        ("\"bytes\": ", "\"bytes\": -", "is no size in bytes"),
        ("\"bytes\": ", "\"bytes\": 99999999999999999999", "is no size in bytes"),
        ("\"inputs\": [", "\"inputs\": [7, ", "an object is expected here"),
        ("\"written\"", "\"kind\"", "the key kind stands here twice"),
        ("\"rule\": \"TST001\",", "", "verdicts stand before their rule"),
        ("\"requirements\": [", "\"requirements\": {}, \"x\": [", "a list is expected here"),
    ])
    func `What is damaged is refused with its line`(_ old: String, _ new: String, _ message: String) throws {
        let text = try ComplianceCase.mixed.render(.json)
        let place = try #require(text.range(of: old))
        #expect { try read(text.replacingCharacters(in: place, with: new)) } throws: { error in
            (error as? Diagnostic)?.position != nil && (error as? Diagnostic)?.message.contains(message) == true
        }
    }

    @Test(arguments: 0..<8)
    func `A report that was changed anywhere is read or refused with a reason`(_ seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let bytes = ComplianceFormat.json.render(try ComplianceCase.mixed.report)
        for _ in 0..<50 {
            var changed = bytes
            for _ in 0..<generator.pick([1, 3, 20]) {
                changed[Int.random(in: 0..<changed.count, using: &generator)] = generator.pick(
                    Array("{}[]\",:&*!|-\n 0a\u{FF}".utf8))
            }
            do {
                let file = try ReportFile(SourceFile(path: "old.json", bytes: changed))
                #expect(file.entries.count <= 13)
            } catch {
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test func `A report that was cut off is refused wherever it ends`() throws {
        let bytes = ComplianceFormat.json.render(try ComplianceCase.mixed.report)
        for count in stride(from: 0, to: bytes.count - 2, by: 97) {
            #expect(throws: Diagnostic.self) {
                try ReportFile(SourceFile(path: "old.json", bytes: Array(bytes.prefix(count))))
            }
        }
    }
}

extension ComplianceCase {
    /// A case by its name, for arguments of tests.
    static func named(_ name: String) throws -> ComplianceCase {
        switch name {
        case "measured": try measured
        case "hostile": try hostile
        case "nothing": try nothing
        case "broken": try broken
        default: try mixed
        }
    }
}
