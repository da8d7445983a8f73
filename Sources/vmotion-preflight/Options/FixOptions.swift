import ArgumentParser
import Inventory
import SourceText

/// Whether `lint` mends the files' spelling first, or shows how it would.
struct FixOptions: ParsableArguments {
    @Flag(
        help:
            "First mend what is only spelling: netmasks, addresses, VLANs, items given twice, keys with a new name. Not in files that a tool captured."
    )
    var fix = false

    @Flag(help: "With --fix: print what would change as a unified diff, touch nothing and lint nothing.")
    var diff = false

    func validate() throws {
        if diff, !fix { throw ValidationError("--diff shows what --fix would change, so it needs --fix.") }
    }

    /// Prints what `--fix` would change in `paths`; exit code 1 when there is something.
    func printDiff(of paths: [String], insteadOf outputs: [String]) throws {
        if let output = outputs.first {
            throw CommandFailure("--diff lints nothing, so there is nothing to write to \(output)")
        }
        let diff = try FileFixes(of: paths).list.map { UnifiedDiff(of: $0.fixes.file, $0.fixes.edits).text }.joined()
        try OutputFile.write(diff, to: "-")
        if !diff.isEmpty { throw ExitCode(1) }
    }

    /// The fixes for the files at `paths`, which are not written yet; none without `--fix`.
    func prepare(_ paths: [String]) throws -> FileFixes {
        guard fix else { return try FileFixes(of: []) }
        if paths.contains("-") {
            throw CommandFailure("--fix cannot rewrite the standard input; add --diff to see what it would change")
        }
        return try FileFixes(of: paths)
    }
}
