import SourceText

/// Finds the waivers and comments that may be about a finding, without a look at all of them.
struct SuppressionIndex {
    private var byHost: [String: [Int]] = [:]
    private var byRule: [String: [Int]] = [:]
    private var byFile: [String: [Int]] = [:]

    init(_ waivers: [Waiver], _ comments: [IgnoreComment]) {
        for (index, waiver) in waivers.enumerated() {
            // A host that is named to the letter is what most waivers have.
            if let host = waiver.scope.first(where: { $0.key == .host })?.pattern, host.isLiteral {
                byHost["\(waiver.rule) \(host)", default: []].append(index)
            } else {
                byRule[waiver.rule, default: []].append(index)
            }
        }
        for (index, comment) in comments.enumerated() {
            for rule in comment.rules { byFile["\(rule) \(comment.location.file.path)", default: []].append(index) }
        }
    }

    /// The places of the waivers about `finding` among `waivers`, in their order.
    func waivers(about finding: Finding, in waivers: [Waiver]) -> [Int] {
        let named = finding.scope.host.flatMap { byHost["\(finding.rule.id) \($0)"] } ?? []
        let candidates = named + (byRule[finding.rule.id] ?? [])
        return candidates.filter { waivers[$0].covers(finding) }.sorted()
    }

    /// The places of the comments about `finding` among `comments`, in their order.
    func comments(about finding: Finding, in comments: [IgnoreComment]) -> [Int] {
        guard let location = finding.location,
            let candidates = byFile["\(finding.rule.id) \(location.file.path)"]
        else { return [] }
        let line = location.range.start.line
        return candidates.filter { comments[$0].lines.contains(line) }
    }
}
