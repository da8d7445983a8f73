import Facts
import FoundationEssentials
import Report
import RuleEngine
import SourceText

/// Waivers and a baseline that were read, to be applied to what is found.
struct Decisions {
    var suppressions: Suppressions
    let baseline: Baseline?
    /// The files that they were read from.
    let files: [(file: SourceFile, role: ReportInput.Role)]

    /// Refuses an inventory whose comments say nothing usable.
    func check(commentsOf inventory: SourceFile) throws {
        var suppressions = suppressions
        try suppressions.add(commentsOf: inventory)
    }

    /// Applies comments, waivers and the baseline to `evaluation`, as they hold at `time`.
    ///
    /// - Returns: how the findings differ from the baseline's.
    func apply(
        to evaluation: inout Evaluation, of pack: RulePack, on store: FactStore, settings: RuleSettings, at time: Date
    ) throws -> BaselineDrift? {
        var suppressions = suppressions
        for file in store.files { try suppressions.add(commentsOf: file) }
        for warning in suppressions.warnings { Console.error(warning.description) }
        let today = String(time.ISO8601Format().prefix("2026-11-22".utf8.count))
        try suppressions.apply(to: &evaluation, of: pack, settings: settings, today: today)
        return try baseline?.apply(to: &evaluation, of: pack, hosts: store.hostNames())
    }
}
