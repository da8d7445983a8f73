import Foundation
public import Testing

/// Compares `text` with the file at `path`; with `RECORD=1` it is written there instead.
///
/// A difference is told with `advice`.
public func expect(
    _ text: String, isIn path: String, advice: String = "", sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: path)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" { try Data(text.utf8).write(to: file) }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let shown = path.split(separator: "/").suffix(3).joined(separator: "/")
    #expect(text == expected, "differs from \(shown)\(advice)", sourceLocation: sourceLocation)
}

/// Compares `text` with the file `name` in the folder Golden beside the test's own file.
public func expectGolden(
    _ text: String, _ name: String, file: String = #filePath,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
    let folder = URL(filePath: file).deletingLastPathComponent().path
    try expect(text, isIn: "\(folder)/Golden/\(name)", sourceLocation: sourceLocation)
}
