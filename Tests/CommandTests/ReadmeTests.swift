import Foundation
import TestSupport
import Testing

/// What the README shows is what happens.
@Suite struct ReadmeTests {
    /// A command of a `console` block, and what stands below it.
    struct Shown: CustomTestStringConvertible {
        let arguments: [String]
        let output: String

        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let shown: [Shown] = {
        let path = "\(Repository.root)/README.md"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.components(separatedBy: "```console\n$ vmotion-preflight ").dropFirst().compactMap { block in
            let lines = block.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
            return Shown(
                arguments: lines[0].components(separatedBy: " "),
                output: lines.dropFirst().map { $0 + "\n" }.joined())
        }
    }()

    @Test func `The README opens with a run`() {
        #expect(Self.shown.first?.arguments.first == "lint")
    }

    @Test func `What the README quotes stands in what a sample prints`() throws {
        let readme = try String(contentsOfFile: "\(Repository.root)/README.md", encoding: .utf8)
        let quotes = readme.components(separatedBy: "```text\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        let outputs = try Sample.all.map { try String(contentsOfFile: $0.expectedOutput, encoding: .utf8) }
        #expect(!quotes.isEmpty)
        for quote in quotes { #expect(outputs.contains { $0.contains(quote) }, "\(quote)") }
    }

    @Test(arguments: shown)
    func `A run in the README prints what stands there`(_ shown: Shown) throws {
        #expect(try execute([Repository.binary] + shown.arguments).output == shown.output)
    }

    /// A block whose first command is `cd`: the folder, and all that stands below.
    private static let sessions: [(folder: String, text: String)] = {
        let text = (try? String(contentsOfFile: "\(Repository.root)/README.md", encoding: .utf8)) ?? ""
        return text.components(separatedBy: "```console\n$ cd ").dropFirst().map { block in
            let lines = block.components(separatedBy: "\n```")[0].split(separator: "\n", maxSplits: 1)
            return (String(lines[0]), String(lines[1]) + "\n")
        }
    }()

    @Test(arguments: sessions)
    func `A session in the README prints what stands there`(folder: String, text: String) throws {
        try withTemporaryFolder { copy in
            try FileManager.default.copyItem(atPath: "\(Repository.root)/\(folder)", toPath: "\(copy)/session")
            var printed = ""
            for line in text.split(separator: "\n") where line.hasPrefix("$ vmotion-preflight ") {
                let arguments = line.split(separator: " ").dropFirst(2).map(String.init)
                let run = try execute([Repository.binary] + arguments, in: "\(copy)/session")
                printed += "\(line)\n\(run.output)\(run.errors)"
            }
            #expect(printed == text)
        }
    }
}
