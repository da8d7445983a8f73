import TestSupport
import Testing

@testable import Agent

@Suite struct ControlMessageTests {
    private struct Body: Codable, Equatable { var text: String }

    @Test func `A message is one line, whatever its body holds`() throws {
        let body = Body(text: "a\nb\r\"{}\u{2028}")
        let line = try ControlMessage(reply: 7).line(body: body)
        #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(try ControlMessage(line: line) == ControlMessage(reply: 7))
        #expect(try ControlMessage.body(Body.self, in: line) == body)
    }

    @Test func `A body that would make too long a line is refused where it is made`() {
        #expect(throws: AgentError.self) {
            try ControlMessage(reply: 1).line(body: Body(text: String(repeating: "x", count: 1 << 20)))
        }
    }

    @Test(arguments: ["", "{", "[]", "7", "\"hello\"", "{\"reply\":\"x\"}", "{\"hello\":{}}", "motd", "\u{1}"])
    func `What is no message is refused`(text: String) {
        #expect(throws: (any Error).self) { try ControlMessage(line: Array(text.utf8)) }
    }

    @Test(arguments: 0..<20)
    func `Lines come out as they went in, however they arrive`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let lines: [[UInt8]] = (0..<50).map { _ in
            (0..<Int.random(in: 1...300, using: &generator)).map { _ in UInt8.random(in: 14...255, using: &generator) }
        }
        var rest = Array(lines.joined(separator: [10]) + [10])[...]
        var buffer = LineBuffer(limit: 300)
        var seen: [[UInt8]] = []
        while !rest.isEmpty {
            let count = Int.random(in: 1...rest.count, using: &generator)
            buffer.append(rest.prefix(count))
            rest = rest.dropFirst(count)
            while let line = try buffer.next() { seen.append(line) }
        }
        #expect(seen == lines)
    }

    @Test func `A line without end takes bounded memory`() {
        var buffer = LineBuffer(limit: 1_000)
        buffer.append([UInt8](repeating: 65, count: 1_001))
        #expect(throws: AgentError.self) { try buffer.next() }
    }

    @Test func `Line ends of either kind, and empty lines`() throws {
        var buffer = LineBuffer()
        buffer.append("\n\r\na\r\n\nb\nc".utf8)
        #expect(try buffer.next() == Array("a".utf8))
        #expect(try buffer.next() == Array("b".utf8))
        #expect(try buffer.next() == nil)
    }
}
