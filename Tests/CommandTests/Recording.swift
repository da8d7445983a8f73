import Foundation
import Testing

/// Compares `text` with the file at `path`; with `RECORD=1` it is written there instead.
func expect(
    _ text: String, isIn path: String, advice: String = "", sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: path)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" { try Data(text.utf8).write(to: file) }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(
        text == expected, "differs from \(path.dropFirst(Repository.root.count + 1))\(advice)",
        sourceLocation: sourceLocation)
}

/// Compares `text` with the file `name` in Golden.
func expectGolden(
    _ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    try expect(text, isIn: "\(Repository.tests)/Golden/\(name)", sourceLocation: sourceLocation)
}
