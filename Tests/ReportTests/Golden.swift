import FoundationEssentials
import SourceText
import Testing

/// Compares `text` with the file `name` in Golden; with `RECORD=1` it is written there instead.
func expectGolden(_ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
    let path = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Golden/" + name
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
        try Data(text.utf8).write(to: URL(filePath: path))
    }
    let expected = String(decoding: try SourceFile.read(path).bytes, as: UTF8.self)
    #expect(text == expected, "differs from \(name)", sourceLocation: sourceLocation)
}
