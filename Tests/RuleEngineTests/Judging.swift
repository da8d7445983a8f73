import Facts
import Inventory
import RuleEngine
import SourceText

/// The verdicts of rules on inventories, all given as text.
func judge(
    _ inventories: [String], by rules: [String], limits: String? = nil, configuration: String? = nil, cores: Int = 1,
    keepsPasses: Bool = false, budget: Budget? = nil
) throws -> Evaluation {
    let pack = try pack(rules, limits: limits)
    let settings = try configuration.map { try Configuration(file("configuration.yaml", $0)).settings(for: pack) }
    return try Evaluation(
        pack, on: store(inventories, pack), settings: settings ?? RuleSettings(), cores: cores,
        keepsPasses: keepsPasses, budget: budget)
}

/// The facts of inventories given as text.
func store(_ inventories: [String], _ pack: RulePack) throws -> FactStore {
    let store = try FactStore()
    let loader = InventoryLoader(into: store)
    for (index, text) in inventories.enumerated() { try loader.load(file("inventory-\(index + 1).yaml", text)) }
    try loader.merge()
    try store.seal(limits: pack.limits)
    return store
}

/// A pack of rule files given as text.
func pack(_ rules: [String], limits: String? = nil) throws -> RulePack {
    let files = rules.enumerated().map { file("rules/rule-\($0 + 1).yaml", $1) }
    return try RulePack(files + (limits.map { [file("rules/limits.yaml", $0)] } ?? []))
}

func file(_ path: String, _ text: String) -> SourceFile { SourceFile(path: path, bytes: Array(text.utf8)) }

/// A rule file with what a test does not care about filled in.
func rule(id: String = "TST001", supersededBy: String = "[]", _ check: String) -> String {
    """
    id: \(id)
    name: test-rule
    title: Something must hold
    severity: error
    category: test
    supersededBy: \(supersededBy)
    message: "{subject} is {observed}"
    why: Because.
    fix: {text: "Change {subject}."}
    \(check)

    """
}

/// Where a finding points: `file:line:column-line:column`, lines and columns from 1, the end just behind.
func place(_ location: Location?) -> String {
    guard let location else { return "nowhere" }
    let (start, end) = location.range
    return "\(location.file.path):\(start.line):\(start.column)-\(end.line):\(end.column)"
}
