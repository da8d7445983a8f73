import SourceText
import Testing
import YAMLEvents

@Suite struct JSONTests {
    @Test(arguments: [
        (#"{"a":1,"b":[true,null,"x"]}"#, #"{ "a" 1 "b" [ true null "x" ] }"#),
        ("{\n\t\"a\":\t1,\n\t\"b\" :\t[\n\t\t2\t]\n}\n", #"{ "a" 1 "b" [ 2 ] }"#),
        ("{\r\n  \"a\": 1\r\n}\r\n", #"{ "a" 1 }"#),
        (#"{"a": "\u00e9\/\\\"\t\b\f"}"#, "{ \"a\" \"é/\\\"\t\u{8}\u{c}\" }"),
        (#"{"a": -1.5e+3}"#, #"{ "a" -1.5e+3 }"#),
        (#"{"": ""}"#, #"{ "" "" }"#),
        ("[]", "[ ]"),
        ("null", "null"),
    ])
    func taken(text: String, outline expected: String) throws {
        #expect(try outline(of: text) == expected)
    }

    /// libyaml knows no surrogate pairs; what JSON writers make of emoji must not look like a typing error.
    @Test(arguments: [
        (#"{"name": "\ud83d\ude00"}"#, 1, 11),
        ("{\"name\":\n \"web \\uD83D\\uDE00\"}", 2, 7),
        (#"{"name": "\ude00"}"#, 1, 11),
    ])
    func surrogatePairs(text: String, line: Int, column: Int) {
        let found = problem(in: text)
        #expect(
            found?.message.hasPrefix("\\ud800 to \\udfff are halves of a character; write the character itself") == true
        )
        #expect(found?.position == SourcePosition(line: line, column: column))
    }

    @Test(arguments: [#"{"a": "\uZZZZ"}"#, #"{"a": "\U00110000"}"#])
    func otherEscapes(text: String) {
        #expect(problem(in: text)?.message.hasPrefix("not valid YAML: ") == true)
    }

    @Test func longStrings() throws {
        let long = String(repeating: "é", count: 100_000)
        #expect(try outline(of: "{\"a\": \"\(long)\"}") == "{ \"a\" \"\(long)\" }")
    }
}
