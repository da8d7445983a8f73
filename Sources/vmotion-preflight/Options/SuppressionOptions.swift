import ArgumentParser
import Facts
import FoundationEssentials
import Report
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

    /// What the files of waivers and of the baseline say, read before anything is written.
    func read(_ configuration: Configuration?, for pack: RulePack) throws -> Decisions {
        var suppressions = try Suppressions(for: pack)
        let waivers = try waiversPath(configuration).map { try SourceFile.read($0) }
        if let waivers { try suppressions.add(waivers: waivers) }
        let path = writeBaseline == nil ? baselinePath(configuration) : nil
        let baseline = try path.map { try SourceFile.read($0) }
        return Decisions(
            suppressions: suppressions, baseline: try baseline.map { try Baseline($0) },
            files: (waivers.map { [($0, .waivers)] } ?? []) + (baseline.map { [($0, .baseline)] } ?? []))
    }

    /// Writes the baseline that was asked for.
    func write(_ evaluation: Evaluation, on store: FactStore) throws {
        guard let writeBaseline else { return }
        let text = try Baseline.text(
            of: evaluation, hosts: try store.hostNames(), toolName: "vmotion-preflight", toolVersion: version)
        try OutputFile.write(text, to: writeBaseline)
    }
}

/// Waivers and a baseline that were read, to be applied to what is found.
struct Decisions {
    fileprivate var suppressions: Suppressions
    fileprivate let baseline: Baseline?
    /// The files that they were read from.
    let files: [(file: SourceFile, role: ReportInput.Role)]

    /// Refuses an inventory whose comments say nothing usable.
    func check(commentsOf inventory: SourceFile) throws {
        var suppressions = suppressions
        try suppressions.add(commentsOf: inventory)
    }

    /// Applies comments, waivers and the baseline to `evaluation`.
    ///
    /// - Returns: how the findings differ from the baseline's.
    func apply(
        to evaluation: inout Evaluation, of pack: RulePack, on store: FactStore, settings: RuleSettings
    ) throws -> BaselineDrift? {
        var suppressions = suppressions
        for file in store.files { try suppressions.add(commentsOf: file) }
        for warning in suppressions.warnings { Console.error(warning.description) }
        let today = String(Date.now.ISO8601Format().prefix("2026-11-22".utf8.count))
        try suppressions.apply(to: &evaluation, of: pack, settings: settings, today: today)
        return try baseline?.apply(to: &evaluation, of: pack, hosts: store.hostNames())
    }
}
