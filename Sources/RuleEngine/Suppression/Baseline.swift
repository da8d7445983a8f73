import FoundationEssentials
public import SourceText

/// Findings that were there when a team began to lint, so that only new ones fail a build.
///
/// Findings are recognised by their fingerprints, which hold names and never line numbers: a baseline survives edits and
/// reordering. One that has become graver since is new.
public struct Baseline: Sendable {
    /// What a baseline knows of a finding.
    struct Entry: Codable {
        let fingerprint: String
        let verdict: Verdict
        let severity: Severity
        let message: String
    }

    /// The file as it is written.
    struct Document: Codable {
        var schemaVersion = "1.0"
        var tool: [String: String]
        /// Names of some hosts, by which another inventory's baseline is recognised.
        var hosts: [String]
        var findings: [Entry]
    }

    /// Hosts whose names a baseline keeps.
    private static let hostLimit = 32

    private let document: Document
    private let file: SourceFile

    /// The baseline in `file`.
    ///
    /// - Throws: a diagnostic when it is none, or one that a later version wrote.
    public init(_ file: SourceFile) throws(Diagnostic) {
        self.file = file
        func failure(_ message: String) -> Diagnostic { Diagnostic(.error, path: file.path, message: message) }
        guard let version = try? JSONDecoder().decode(Version.self, from: Data(file.bytes)) else {
            throw failure("is no baseline; lint with --write-baseline writes one")
        }
        guard version.schemaVersion.hasPrefix("1.") else {
            throw failure(
                "is a baseline of version \(abridged(version.schemaVersion)), and this program reads version 1; write it anew with --write-baseline"
            )
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(file.bytes)) else {
            throw failure("is a baseline whose text is damaged; write it anew with --write-baseline")
        }
        self.document = document
    }

    private struct Version: Decodable {
        let schemaVersion: String
    }

    /// Marks the findings of `evaluation` as new or unchanged.
    ///
    /// - Parameters:
    ///   - evaluation: the verdicts, waivers applied.
    ///   - pack: the rules that were asked.
    ///   - hosts: the names of all hosts of the inventories.
    /// - Returns: how the findings differ from the baseline's.
    /// - Throws: a diagnostic when the baseline is about other hosts.
    public func apply(
        to evaluation: inout Evaluation, of pack: RulePack, hosts: Set<String>
    ) throws(Diagnostic) -> BaselineDrift {
        // Where a part of the estate is linted, its hosts may be none of those few, and be found in the findings.
        let isKnown =
            document.hosts.isEmpty || !hosts.isDisjoint(with: document.hosts)
            || document.findings.contains { entry in
                entry.fingerprint.split(separator: "/").contains { hosts.contains(String($0)) }
            }
        guard isKnown else {
            throw Diagnostic(
                .error, path: file.path,
                message:
                    "was written for another inventory: none of its hosts is here, such as \(abridged(document.hosts[0]))"
            )
        }
        var known = Dictionary(grouping: document.findings, by: \.fingerprint)
        var drift = BaselineDrift(path: file.path)
        evaluation.revise { finding in
            guard finding.verdict == .fail || finding.verdict == .unknown else {
                known[finding.fingerprint] = nil
                return
            }
            guard finding.rule.isIgnorable else {
                finding.baselineState = .new
                drift.new += 1
                return
            }
            let entries = known[finding.fingerprint] ?? []
            let match = entries.firstIndex { !finding.isGraver(than: $0) }
            if let index = match ?? entries.indices.first { known[finding.fingerprint]?.remove(at: index) }
            finding.baselineState = match == nil ? .new : .unchanged
            if match == nil { drift.new += 1 } else { drift.unchanged += 1 }
        }
        let asked = Set(pack.rules.map(\.id))
        for entry in document.findings {
            guard let left = known[entry.fingerprint], !left.isEmpty else { continue }
            known[entry.fingerprint]?.removeLast()
            let rule = entry.fingerprint.split(separator: "/").first.map(String.init) ?? ""
            if asked.contains(rule) { drift.gone.append(entry.fingerprint) } else { drift.unasked.append(rule) }
        }
        return drift
    }

    /// The text of a baseline that holds what `evaluation` found.
    ///
    /// - Parameters:
    ///   - evaluation: the verdicts, waivers applied; what is waived is not in it.
    ///   - hosts: the names of all hosts of the inventories.
    ///   - toolName: the program that looked.
    ///   - toolVersion: its version.
    /// - Returns: JSON in the order of the fingerprints, so that a repository shows what changed.
    /// - Throws: what the JSON encoder does, which there is no cause for.
    public static func text(
        of evaluation: Evaluation, hosts: Set<String>, toolName: String, toolVersion: String
    ) throws -> String {
        let entries = evaluation.findings
            .filter { ($0.verdict == .fail || $0.verdict == .unknown) && $0.rule.isIgnorable }
            .map {
                Entry(
                    fingerprint: $0.fingerprint, verdict: $0.verdict, severity: $0.severity,
                    message: $0.message)
            }
            .sorted { ($0.fingerprint, $0.message) < ($1.fingerprint, $1.message) }
        // The choice must not change when hosts come and go, so hosts are not taken by their order.
        let sample = hosts.sorted { ($0.stableHash, $0) < ($1.stableHash, $1) }.prefix(hostLimit).sorted()
        let document = Document(
            tool: ["name": toolName, "version": toolVersion], hosts: sample, findings: entries)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}

/// How findings differ from those of a baseline.
public struct BaselineDrift: Sendable {
    /// The baseline's file.
    public let path: String
    /// Findings that the baseline has.
    public internal(set) var unchanged = 0
    /// Findings that it has not, or as less grave.
    public internal(set) var new = 0
    /// Fingerprints of what it has and is no longer found.
    public internal(set) var gone: [String] = []
    /// Rules that it has findings of and that were not asked.
    public internal(set) var unasked: [String] = []
}

extension Finding {
    fileprivate func isGraver(than entry: Baseline.Entry) -> Bool {
        if verdict != entry.verdict { return verdict == .fail }
        return verdict == .fail && severity < entry.severity
    }
}

extension String {
    /// FNV-1a, which gives the same number in every run.
    fileprivate var stableHash: UInt64 {
        utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
