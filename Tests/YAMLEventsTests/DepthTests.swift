import SourceText
import Testing
import YAMLEvents

@Suite struct DepthTests {
    private static let message = "collections nest more than 64 deep here"

    /// Ways to nest by far too deep; the text is made in the test, so that its log stays readable.
    enum Bomb: String, CaseIterable, CustomTestStringConvertible {
        case brackets = "["
        case braces = "{a: "
        case lines = "[\n"
        case dashes = "- "
        case questionMarks = "? "
        case indentation

        var testDescription: String { rawValue }

        var text: String {
            self == .indentation
                ? (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
                : String(repeating: rawValue, count: 100_000)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Bomb.allCases)
    func bomb(_ bomb: Bomb) {
        let text = bomb.text
        let start = ContinuousClock.now
        #expect(problem(in: text)?.message == Self.message)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test(arguments: [(64, nil), (65, message)] as [(Int, String?)])
    func limit(depth: Int, message: String?) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(problem(in: text)?.message == message)
    }

    @Test func theBracketThatIsTooDeepIsNamed() {
        let text = String(repeating: "[", count: 65)
        #expect(problem(in: text)?.position == SourcePosition(line: 1, column: 65))
    }

    /// Aliases nest what they stand for: 40 and 40 are too deep together.
    @Test func throughAnAlias() {
        let brackets = { (text: String) in
            String(repeating: "[", count: 40) + text + String(repeating: "]", count: 40)
        }
        #expect(problem(in: "- &a \(brackets("1"))\n- \(brackets("2"))") == nil)
        #expect(problem(in: "- &a \(brackets("1"))\n- \(brackets("*a"))")?.message == Self.message)
    }
}
