import Foundation
import SourceText
import Testing

@testable import Report

@Suite struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        String(decoding: JSONWriter.document(depthOfLines: 2, body), as: UTF8.self)
    }

    @Test func `The first levels have lines, deeper ones stand in one`() {
        let text = written { json in
            json.member("a", 1)
            json.list("b", of: [1, 2]) { json, number in
                json.member("n", number)
                json.member("t", ["x", "y"])
            }
            json.object("c") { _ in }
            json.member("d", nil as String?)
            json.member("e", 0.7)
            json.member("f", true)
        }
        #expect(
            text == """
                {
                  "a": 1,
                  "b": [
                    {"n":1,"t":["x","y"]},
                    {"n":2,"t":["x","y"]}
                  ],
                  "c": {},
                  "d": null,
                  "e": 0.7,
                  "f": true
                }

                """)
    }

    @Test func `Every scalar is what it was when it is read again`() throws {
        var text = ""
        for value in UInt32(0)...0x30FF { if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) } }
        for value: UInt32 in [0xD7FF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0xE0041, 0x10FFFF] {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let json = written { $0.member("a", text) }
        let read = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        #expect(read["a"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
        // Nothing that would turn the reading direction, break a line or not be seen.
        #expect(json.unicodeScalars.allSatisfy { $0 == "\n" || $0.value > 0xFFFF || $0.escape == nil })
    }
}
