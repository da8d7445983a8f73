import ArgumentParser
import Facts
import Inventory
import SourceText
import YAMLEvents

/// Loads the inventories of a command line.
enum InventoryInput {
    /// The facts in the files at `paths`; warnings go to the standard error.
    ///
    /// - Throws: ``Diagnostics`` with the errors of every file, not just of the first.
    static func load(_ paths: [String], limits: [LimitTable]) throws -> FactStore {
        let store = try FactStore()
        let loader = InventoryLoader(into: store)
        var progress = Progress()
        defer { progress.clear() }
        loader.onProgress = { file, offset in
            progress.show("reading \(file.path): \(Int(offset) * 100 / max(1, file.bytes.count)) %")
        }
        var problems: [Diagnostic] = []
        for path in paths {
            do {
                try loader.load(SourceFile.read(path))
            } catch let error as Diagnostics {
                problems += error.list
            } catch let error as Diagnostic {
                problems.append(error)
            }
        }
        progress.clear()
        for warning in loader.warnings { Console.error(warning.description) }
        let told = loader.warnings.count
        guard problems.isEmpty else { throw Diagnostics(problems) }
        guard !store.isEmpty else {
            throw Diagnostic(
                .error, path: paths.joined(separator: ", "),
                message: "there is no host in it, so there is nothing to lint")
        }
        progress.show("relating the facts")
        try loader.merge()
        try seal(store, limits: limits)
        try loader.checkReferences()
        progress.clear()
        for warning in loader.warnings[told...] { Console.error(warning.description) }
        return store
    }

    /// Loads the inventory that a rule's test holds.
    static func load(_ reader: consuming YAMLReader, into store: FactStore) throws {
        try InventoryLoader(into: store).load(reader)
    }

    private static func seal(_ store: FactStore, limits: [LimitTable]) throws {
        do {
            try store.seal(limits: limits)
        } catch  where error.reason == .budget {
            throw CommandFailure(
                "these hosts relate in too many ways to work out in time; lint them cluster by cluster")
        }
    }
}

extension CompletionKind {
    /// Files that may be inventories, and directories.
    static let inventories = CompletionKind.file(extensions: ["yaml", "yml", "json"])
}
