import FoundationEssentials
import Testing

/// A lint of a folder in Samples, with what is expected of it.
struct Sample: CustomTestStringConvertible {
    let folder: String
    /// The file beside inventory.yaml that adds to it.
    var overlay: String?

    /// Every sample, and each of its overlays.
    static let all: [Sample] = names(in: "Samples").flatMap { folder -> [Sample] in
        let files = names(in: "Samples/" + folder)
        guard files.contains("inventory.yaml") else { return [] }
        let overlays = files.filter { $0.hasPrefix("overlay") }.map { String($0.dropLast(".yaml".count)) }
        return [Sample(folder: folder)] + overlays.map { Sample(folder: folder, overlay: $0) }
    }

    /// The sample whose captured file has several findings.
    static let captured = Sample(folder: "captured-with-govc")

    /// The inventories, from the top of the repository.
    var inventories: [String] {
        ["inventory.yaml"].map(path) + (overlay.map { [path("\($0).yaml")] } ?? [])
    }

    /// The evidence, from the top of the repository.
    var evidence: [String] {
        Self.names(in: "Samples/" + folder).filter { $0.hasSuffix(".evidence.json") }.map(path)
    }

    /// What follows `lint` on the command line.
    var arguments: [String] {
        let isOld = folder == "doubtful-evidence"
        return inventories + evidence.flatMap { ["--evidence", $0] } + (isOld ? ["--max-evidence-age", "90d"] : [])
    }

    /// The file with what is printed.
    var expectedOutput: String { "\(Repository.root)/" + path(overlay.map { "expected-\($0).txt" } ?? "expected.txt") }

    /// The file with the exit code.
    var expectedExit: String { "\(Repository.root)/" + path(overlay.map { "expected-\($0).exit" } ?? "expected.exit") }

    /// Lints it from the top of the repository.
    func lint(_ options: String...) throws -> Run {
        try execute([Repository.binary, "lint"] + arguments + options)
    }

    var testDescription: String { ([folder] + (overlay.map { [$0] } ?? [])).joined(separator: "/") }

    private func path(_ file: String) -> String { "Samples/\(folder)/\(file)" }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(Repository.root)/\(folder)")) ?? []).sorted()
    }
}
