import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct UnifiedDiffTests {
    private func diff(_ text: String, _ edits: [TextEdit], path: String = "f") -> String {
        UnifiedDiff(of: SourceFile(path: path, bytes: Array(text.utf8)), edits).text
    }

    private func edit(_ range: Range<Int>, _ text: String) -> TextEdit {
        TextEdit(range, replacement: Array(text.utf8))
    }

    @Test func `Lines, context and the end of the file`() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14"
        #expect(
            diff(text, [edit(0..<1, "one"), edit(8..<10, ""), edit(30..<32, "end")]) == """
                --- f
                +++ f
                @@ -1,8 +1,7 @@
                -1
                +one
                 2
                 3
                 4
                -5
                 6
                 7
                 8
                @@ -11,4 +10,4 @@
                 11
                 12
                 13
                -14
                \\ No newline at end of file
                +end
                \\ No newline at end of file

                """)
    }

    @Test(arguments: [("a b", "a b\t"), ("a\nb\"\\é", #""a\012b\"\\\303\251""#), ("é", "é")])
    func `A path that is no plain word`(path: String, label: String) {
        #expect(diff("x\n", [edit(0..<1, "y")], path: path) == "--- \(label)\n+++ \(label)\n@@ -1 +1 @@\n-x\n+y\n")
    }

    @Test func `Nothing to change is no diff`() {
        #expect(diff("a\n", []) == "")
        #expect(diff("a\n", [edit(0..<1, "a")]) == "")
        #expect(diff("", []) == "")
    }

    /// Whatever the edits, `patch` makes of the old text what they make of it.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `patch agrees`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let text =
            (0..<Int.random(in: 1...60, using: &random)).map { _ in
                random.pick(["a", "bb", "", "größe 😀", "- x", "\\ y", "--- z"]) + random.pick(["\n", "\n", "\r\n"])
            }.joined() + random.pick(["", "last"])
        let bytes = Array(text.utf8)
        var edits: [TextEdit] = []
        var place = 0
        while place < bytes.count {
            place += Int.random(in: 0..<80, using: &random)
            let end = place + Int.random(in: 1...4, using: &random)
            guard end <= bytes.count, bytes[place..<end].allSatisfy({ $0 < 0x80 }) else { continue }
            edits.append(edit(place..<end, random.pick(["", "new", "\n", "two\nlines\n"])))
            place = end
        }
        try withTemporaryFolder { folder in
            let files = ["f", "diff"].map { URL(filePath: folder).appending(path: $0) }
            try Data(bytes).write(to: files[0])
            try Data(diff(text, edits).utf8).write(to: files[1])
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["patch", "--silent", "--binary", "--fuzz=0", "f", "diff"]
            process.currentDirectoryURL = URL(filePath: folder)
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(try Data(contentsOf: files[0]) == Data(edits.applied(to: bytes)), "\(diff(text, edits))")
        }
    }
}
