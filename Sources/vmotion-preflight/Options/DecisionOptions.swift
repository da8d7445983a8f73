import ArgumentParser
import Report
import RuleEngine
import SourceText

/// What a team has decided to live with.
struct DecisionOptions: ParsableArguments {
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

    /// The file of waivers, the command line's before the configuration's.
    func waiversPath(_ configuration: Configuration?) -> String? { waivers ?? configuration?.waivers?.path }

    private func baselinePath(_ configuration: Configuration?) -> String? {
        baseline ?? configuration?.baseline?.path
    }

    /// The files with decisions, which are no inventories where they lie in one folder with them.
    func files(_ configuration: Configuration?) -> [String] {
        [waiversPath(configuration), baselinePath(configuration)].compactMap(\.self)
    }

    /// What the files say, read before anything is written; no baseline where a new one is to be written.
    func read(_ configuration: Configuration?, for pack: RulePack, withoutBaseline: Bool = false) throws -> Decisions {
        var suppressions = try Suppressions(for: pack)
        let waivers = try waiversPath(configuration).map { try SourceFile.read($0) }
        if let waivers { try suppressions.add(waivers: waivers) }
        let path = withoutBaseline ? nil : baselinePath(configuration)
        let baseline = try path.map { try SourceFile.read($0) }
        return Decisions(
            suppressions: suppressions, baseline: try baseline.map { try Baseline($0) },
            files: (waivers.map { [($0, .waivers)] } ?? []) + (baseline.map { [($0, .baseline)] } ?? []))
    }
}
