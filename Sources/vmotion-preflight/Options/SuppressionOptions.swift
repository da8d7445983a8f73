import ArgumentParser
import Facts
import FoundationEssentials
import RuleEngine
import SourceText

/// What a team has decided to live with.
struct SuppressionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Findings that may stay for a while, with who answers for each and until when.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var waivers: String?

    @Option(
        help: ArgumentHelp(
            "Findings that were there before; only others count, and what is gone is told.", valueName: "file"),
        completion: .file())
    var baseline: String?

    @Option(
        help: ArgumentHelp("Write what is found now as a baseline, and take it as given.", valueName: "file"),
        completion: .file())
    var writeBaseline: String?

    /// The file of waivers, the command line's before the configuration's.
    func waiversPath(_ configuration: Configuration?) -> String? { waivers ?? configuration?.waivers?.path }

    private func baselinePath(_ configuration: Configuration?) -> String? {
        baseline ?? configuration?.baseline?.path
    }

    /// The files with decisions, which are no inventories where they lie in one folder with them.
    func files(_ configuration: Configuration?) -> [String] {
        let former = writeBaseline.flatMap { path in
            (try? Baseline(SourceFile.read(path))).map { _ in path }
        }
        return [waiversPath(configuration), baselinePath(configuration), former].compactMap { $0 }
    }

    /// Applies comments, waivers and the baseline to `evaluation`.
    ///
    /// - Returns: how the findings differ from the baseline's.
    func apply(
        to evaluation: inout Evaluation, of pack: RulePack, on store: FactStore, settings: RuleSettings,
        configuration: Configuration?
    ) throws -> BaselineDrift? {
        var suppressions = try Suppressions(for: pack)
        if let path = waiversPath(configuration) {
            try suppressions.add(waivers: SourceFile.read(path))
        }
        for file in store.files { try suppressions.add(commentsOf: file) }
        for warning in suppressions.warnings { Console.error(warning.description) }
        let today = String(Date.now.ISO8601Format().prefix("2026-11-22".utf8.count))
        try suppressions.apply(to: &evaluation, of: pack, settings: settings, today: today)
        guard writeBaseline == nil, let path = baselinePath(configuration) else { return nil }
        return try Baseline(SourceFile.read(path)).apply(to: &evaluation, of: pack, hosts: try store.hostNames())
    }

    /// Writes the baseline that was asked for.
    func write(_ evaluation: Evaluation, on store: FactStore) throws {
        guard let writeBaseline else { return }
        let text = try Baseline.text(
            of: evaluation, hosts: try store.hostNames(), toolName: "vmotion-preflight", toolVersion: version)
        try OutputFile.write(text, to: writeBaseline)
    }
}

extension FactStore {
    fileprivate func hostNames() throws -> Set<String> {
        let statement = try reader().prepare("SELECT name FROM hosts")
        var names: Set<String> = []
        while try statement.step() { names.insert(statement.text(0) ?? "") }
        return names
    }
}
