import Facts
public import SourceText

/// What can be spelt better in an inventory without changing what it says.
///
/// That is netmasks, addresses and VLANs in one spelling, items that a list has twice, keys that have a new name. All other
/// bytes stay.
public struct SpellingFixes: Sendable {
    /// The file, as it was read.
    public let file: SourceFile

    /// The edits, in the order of the text.
    public let edits: [TextEdit]

    /// How many values, items and keys they concern.
    public let count: Int

    /// The tool that captured the file and where it is named; nothing for a file that a person wrote.
    public let capture: (tool: String, place: SourceSpan)?

    /// What people who write inventories by hand say that they were captured with.
    private static let hands: Set<String> = [
        "", "manual", "manually", "hand", "by hand", "handwritten", "hand-written", "person", "none",
    ]

    /// The fixes for `file`.
    ///
    /// - Throws: ``Diagnostics`` when it does not load, ``Diagnostic`` when the edits would change a fact.
    public init(for file: SourceFile) throws {
        self.file = file
        let facts = try Self.facts(in: file)
        let pass = try SpellingPass(over: file)
        edits = pass.choices.edits
        count = pass.choices.count
        capture = pass.tool.flatMap {
            Self.hands.contains($0.name.lowercased()) ? nil : (tool: $0.name, place: $0.place)
        }
        if let mistake = mistake(against: facts) {
            throw Diagnostic(
                .error, path: file.path,
                message: "cannot be fixed, which is a mistake in this tool; the file is as it was (\(mistake))")
        }
    }

    /// Why the edits must not be made, if so: they would say something else than the file with its `facts`.
    private func mistake(against facts: FactStore) -> String? {
        guard !edits.isEmpty else { return nil }
        guard zip(edits, edits.dropFirst()).allSatisfy({ $0.range.upperBound <= $1.range.lowerBound }) else {
            return "edits overlap"
        }
        do {
            return try Self.facts(in: fixed).firstDifference(from: facts).map { "they would change \($0)" }
        } catch {
            return "\(error)"
        }
    }

    /// The file with the edits.
    public var fixed: SourceFile { SourceFile(path: file.path, bytes: edits.applied(to: file.bytes)) }

    private static func facts(in file: SourceFile) throws -> FactStore {
        let store = try FactStore()
        try InventoryLoader(into: store).load(file)
        return store
    }
}
