import Evidence
import RuleEngine
import SourceText

/// Which verdicts are about which of the things that were measured.
///
/// Rules name what they look at, and subjects are called by what they are parts of; which rules there are is not known
/// here.
struct MeasuredVerdicts {
    private var paths: [String: [RuleVerdict]] = [:]
    private var ends: [String: [RuleVerdict]] = [:]
    private var ways: [String: [RuleVerdict]] = [:]
    private var vlans: [String: [RuleVerdict]] = [:]
    private var trials: [String: [RuleVerdict]] = [:]
    /// Those about a file of evidence as a whole.
    private var files: [String: [RuleVerdict]] = [:]

    /// The tables whose rows are paths and parts of them.
    private static let pathTables: Set<String> = [
        "paths", "measuredPaths", "measuredPorts", "idleRtts", "loadedRtts", "roundTrips", "transfers", "ladderSteps",
        "hardwareAddresses", "captures", "captureFiles",
    ]

    init(_ content: PageContent) {
        let measurements = content.report.measurements
        files = Dictionary(measurements.map { ($0.path, []) }) { first, _ in first }
        let known = Set(measurements.flatMap { $0.evidence.paths.map { Self.key([$0.from, $0.to]) } })
        for (index, requirement) in content.report.requirements.enumerated() {
            let tables = Set(requirement.rule.checks.map(\.subject))
            for (place, judgement) in requirement.judgements.enumerated() where Self.looks(at: tables) {
                let anchor =
                    judgement.finding == nil
                    ? Anchor.requirement(requirement.rule.id) : content.anchor(index, place)
                add(RuleVerdict(rule: requirement.rule, judgement: judgement, anchor: anchor), tables, known)
            }
        }
    }

    private static func looks(at tables: Set<String>) -> Bool {
        !tables.isDisjoint(with: pathTables)
            || !tables.isDisjoint(with: [
                "ends", "measuredEnds", "measuredWays", "judgedTrials", "vlanProbes", "evidences",
            ])
    }

    private mutating func add(_ verdict: RuleVerdict, _ tables: Set<String>, _ known: Set<String>) {
        let subject = verdict.judgement.subject
        if !tables.isDisjoint(with: Self.pathTables), let path = Self.start(of: subject, in: known) {
            paths[path, default: []].append(verdict)
        } else if tables.contains("measuredWays") {
            ways[subject, default: []].append(verdict)
        } else if tables.contains("judgedTrials") {
            trials[subject, default: []].append(verdict)
        } else if tables.contains("vlanProbes") {
            vlans[subject, default: []].append(verdict)
        } else if tables.contains("ends") || tables.contains("measuredEnds") {
            ends[subject, default: []].append(verdict)
        } else if tables.contains("evidences"), let file = verdict.judgement.location?.file.path {
            files[file]?.append(verdict)
        }
    }

    /// The path that a subject is a part of: its own name, or that without its last parts.
    private static func start(of subject: String, in known: Set<String>) -> String? {
        var name = subject[...]
        while !name.isEmpty {
            if known.contains(String(name)) { return String(name) }
            guard let slash = name.lastIndex(of: "/") else { return nil }
            name = name[..<slash]
        }
        return nil
    }

    /// Those about a path with its ends and its evidence, or the way between the sites of its ends.
    func ofPath(_ path: Path, sites: [String?], in file: String) -> [RuleVerdict] {
        let own = Self.key([path.from, path.to])
        var found = (paths[own] ?? []) + (ways[own] ?? []) + (ends[path.from] ?? []) + (ends[path.to] ?? [])
        let pair = sites.compactMap(\.self)
        if pair.count == 2, pair[0] != pair[1] { found += ofSites(pair) }
        return found.filter { isAbout($0, file) } + (files[file] ?? [])
    }

    /// Those about the way between two sites.
    func ofSites(_ sites: [String]) -> [RuleVerdict] { ways[Self.key(sites.sorted())] ?? [] }

    /// Those about a trial between two ends, and its evidence.
    func ofTrial(_ ends: [String], in file: String) -> [RuleVerdict] {
        (trials[Self.key(ends)] ?? []).filter { isAbout($0, file) } + (files[file] ?? [])
    }

    /// Those about whether a network answers.
    func ofVLAN(_ probe: VLANProbe, in file: String) -> [RuleVerdict] {
        let key = Self.key([probe.portGroup, String(probe.vlan), probe.site, probe.interface].compactMap(\.self))
        return (vlans[key] ?? []).filter { isAbout($0, file) }
    }

    /// Names of ends are the same in many files: a verdict that points into another file is not about this one.
    private func isAbout(_ verdict: RuleVerdict, _ file: String) -> Bool {
        guard let place = verdict.judgement.location?.file.path, files[place] != nil else { return true }
        return place == file
    }

    private static func key(_ names: [String]) -> String { names.joined(separator: "/") }
}
