import Foundation
import Report
import Testing

@Suite struct JSONLinesReportTests {
    private func object(_ text: some StringProtocol) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    }

    @Test(arguments: [Estate.mixed, .clean, .overrun])
    func `The lines are the run and the findings of JSON`(_ estate: Estate) throws {
        let lines = try estate.render(.jsonl).split(separator: "\n").map(object)
        let document = try object(try estate.render(.json)).mutableCopy() as? NSMutableDictionary
        let whole = try #require(document)
        #expect(Array(lines.dropFirst()) == whole["findings"] as? [NSDictionary])
        whole.removeObject(forKey: "findings")
        #expect(lines[0] == whole)
    }
}
