import Inventory
import RuleEngine
import SourceText

/// The files that a command line gives to be judged, found and not read yet.
struct EstateInputs {
    let configuration: Configuration?
    /// The arguments of `report` that name the same, as far as they bear on verdicts.
    let arguments: [String]
    /// The inventories, directories resolved.
    let inventories: [String]
    let evidence: EvidenceOptions
    let selection: RuleSelection
    let decisions: DecisionOptions

    /// Finds them; `besides` are files in the same folders that are no inventories.
    init(
        _ paths: [String], evidence: EvidenceOptions, selection: RuleSelection, decisions: DecisionOptions,
        configuration options: ConfigurationOptions, besides: [String] = []
    ) throws {
        configuration = try options.configuration(for: InventoryPaths.files(paths))
        inventories = try InventoryPaths.files(
            paths, besides: decisions.files(configuration) + selection.folders(configuration) + besides)
        self.evidence = evidence
        let age = evidence.maxEvidenceAge.map { ["--max-evidence-age", "\($0.seconds)s"] }
        arguments =
            ["report"] + paths + evidence.paths.flatMap { ["--evidence", $0] } + (age ?? [])
            + selection.directories.flatMap { ["--rules", $0] } + (decisions.waivers.map { ["--waivers", $0] } ?? [])
            + (decisions.baseline.map { ["--baseline", $0] } ?? []) + options.arguments
        self.selection = selection
        self.decisions = decisions
    }

    /// The inventories, the evidence and the configuration.
    var files: [String] { inventories + evidence.paths + [configuration?.file.path].compactMap(\.self) }

    /// The waivers and the baseline.
    var decisionFiles: [String] { decisions.files(configuration) }

    /// The rules, where they are not those of the tool.
    func ruleFiles() throws -> [String] { try selection.files(configuration) }
}
