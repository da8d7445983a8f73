import RuleEngine

/// The fingerprints of one report, in which no two are equal: platforms show only one of equal ones.
struct UniqueFingerprints {
    private var seen: [String: Int] = [:]

    /// The fingerprint of `finding`, with a number when findings before it had the same.
    mutating func next(_ finding: Finding) -> String {
        let count = seen[finding.fingerprint, default: 0] + 1
        seen[finding.fingerprint] = count
        return finding.fingerprint + (count > 1 ? ":\(count)" : "")
    }
}
