import FoundationEssentials
import Glibc
import RuleEngine
import SourceText

/// Rules with what a team has set and decided about them.
struct Judge {
    let inputs: EstateInputs
    let pack: RulePack
    let settings: RuleSettings
    let decisions: Decisions

    /// Reads them.
    ///
    /// - Throws: what is wrong with them, and a failure when no rule is left.
    init(_ inputs: EstateInputs, withoutBaseline: Bool = false) throws {
        self.inputs = inputs
        pack = try inputs.selection.pack(configuration: inputs.configuration)
        settings = try inputs.configuration?.settings(for: pack) ?? RuleSettings()
        decisions = try inputs.decisions.read(inputs.configuration, for: pack, withoutBaseline: withoutBaseline)
        guard !rules.isEmpty else {
            throw CommandFailure("every rule is turned off, so nothing would be checked")
        }
    }

    /// The rules that are asked.
    var rules: [Rule] { pack.rules.filter { !$0.checks.isEmpty && !settings.isOff($0) } }

    /// Reads inventories and evidence, and judges them as of `time`.
    func judge(at time: Date = .now, keepsPasses: Bool = false) throws -> JudgedEstate {
        let store = try InventoryInput.load(
            inputs.inventories, evidence: inputs.evidence, limits: pack.limits, at: time)
        if inputs.configuration != nil {
            for warning in settings.misspelt(sites: try store.siteNames(), clusters: try store.clusterNames()) {
                Console.error(warning.description)
            }
        }
        var progress = Progress()
        progress.show("checking \(pack.rules.count) rules")
        defer { progress.clear() }
        var evaluation = try Evaluation(
            pack, on: store, settings: settings, cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            keepsPasses: keepsPasses)
        progress.clear()
        let drift = try decisions.apply(to: &evaluation, of: pack, on: store, settings: settings, at: time)
        return JudgedEstate(judge: self, store: store, evaluation: evaluation, drift: drift)
    }
}
