import Evidence
import RuleEngine
import SourceText

/// Which verdicts are about which of the things that were measured.
///
/// Rules name what they look at; which rules there are is not known here.
struct MeasuredVerdicts {
    private var paths: [String: [RuleVerdict]] = [:]
    private var ways: [String: [RuleVerdict]] = [:]
    private var trials: [String: [RuleVerdict]] = [:]
    private let files: Set<String>

    /// The tables whose rows are what is looked for here.
    private static let tables: Set<String> = ["paths", "measuredPaths", "measuredWays", "judgedTrials"]

    init(_ content: PageContent) {
        files = Set(content.report.measurements.map(\.path))
        for (index, requirement) in content.report.requirements.enumerated() {
            guard let table = requirement.rule.checks.first?.subject, Self.tables.contains(table) else { continue }
            for (place, judgement) in requirement.judgements.enumerated() {
                let anchor =
                    judgement.finding == nil
                    ? Anchor.requirement(requirement.rule.id) : content.anchor(index, place)
                let verdict = RuleVerdict(rule: requirement.rule, judgement: judgement, anchor: anchor)
                switch table {
                case "measuredWays": ways[judgement.subject, default: []].append(verdict)
                case "judgedTrials": trials[judgement.subject, default: []].append(verdict)
                default: paths[judgement.subject, default: []].append(verdict)
                }
            }
        }
    }

    /// Those about a path, or the way between the sites of its ends.
    func ofPath(_ path: Path, sites: [String?], in file: String) -> [RuleVerdict] {
        let known = sites.compactMap(\.self)
        let own = Self.key([path.from, path.to])
        var found = (paths[own] ?? []) + (ways[own] ?? [])
        if known.count == 2, known[0] != known[1] { found += ways[Self.key(known.sorted())] ?? [] }
        return found.filter { isAbout($0, file) }
    }

    /// Those about the way between two sites.
    func ofSites(_ sites: [String]) -> [RuleVerdict] { ways[Self.key(sites.sorted())] ?? [] }

    /// Those about a trial between two ends.
    func ofTrial(_ ends: [String], in file: String) -> [RuleVerdict] {
        (trials[Self.key(ends)] ?? []).filter { isAbout($0, file) }
    }

    /// Names of ends are the same in many files: a verdict that points into another file is not about this one.
    private func isAbout(_ verdict: RuleVerdict, _ file: String) -> Bool {
        guard let place = verdict.judgement.location?.file.path, files.contains(place) else { return true }
        return place == file
    }

    private static func key(_ names: [String]) -> String { names.joined(separator: "/") }
}
