import ArgumentParser
import Facts
import FoundationEssentials
import Inventory
import SourceText
import YAMLEvents

/// Loads the inventories of a command line.
enum InventoryInput {
    /// The facts in the inventories at `paths` and in the `evidence`, as seen at `time`; warnings go to the standard error.
    ///
    /// - Throws: ``Diagnostics`` with the errors of every file, not just of the first.
    static func load(
        _ paths: [String], evidence: EvidenceOptions? = nil, limits: [LimitTable], at time: Date = .now
    ) throws -> FactStore {
        let evidence = try evidence ?? .parse([])
        let store = try FactStore()
        let loader = InventoryLoader(into: store, surroundings: evidence.surroundings(at: time))
        var progress = Progress()
        defer { progress.clear() }
        loader.onProgress = { file, offset in
            progress.show("reading \(file.path): \(Int(offset) * 100 / max(1, file.bytes.count)) %")
        }
        try read(paths, as: .inventory, loader)
        progress.clear()
        for warning in loader.warnings { Console.error(warning.description) }
        let told = loader.warnings.count
        guard !store.isEmpty else {
            throw Diagnostic(
                .error, path: paths.joined(separator: ", "),
                message: "there is no host in it, so there is nothing to lint")
        }
        progress.show("relating the facts")
        try loader.merge()
        try read(evidence.paths, as: .evidence, loader)
        try seal(store, limits: limits)
        try loader.checkReferences()
        progress.clear()
        for warning in loader.warnings[told...] { Console.error(warning.description) }
        return store
    }

    /// Loads what a rule's test holds.
    static func load(_ reader: consuming YAMLReader, as kind: FactFile, into store: FactStore) throws {
        try InventoryLoader(into: store).load(reader, as: kind)
    }

    private static func read(_ paths: [String], as kind: FactFile, _ loader: InventoryLoader) throws {
        var problems: [Diagnostic] = []
        for path in paths {
            do {
                try loader.load(SourceFile.read(path, onlyRegular: kind == .evidence), as: kind)
            } catch let error as Diagnostics {
                problems += error.list
            } catch let error as Diagnostic {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
    }

    private static func seal(_ store: FactStore, limits: [LimitTable]) throws {
        do {
            try store.seal(limits: limits)
        } catch  where error.reason == .budget {
            throw CommandFailure(
                "what was given relates in too many ways to work out in time; lint it cluster by cluster, with the evidence of each"
            )
        }
    }
}

extension CompletionKind {
    /// Files that may be inventories, and directories.
    static let inventories = CompletionKind.file(extensions: ["yaml", "yml", "json"])
}
