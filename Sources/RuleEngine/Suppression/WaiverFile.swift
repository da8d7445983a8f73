import SourceText
import YAMLEvents

/// Reads a file of waivers: `waivers: [{rule, scope, owner, reason, expires}]`.
struct WaiverFile {
    private let file: SourceFile
    private let rules: [Rule]

    /// A file of waivers of `rules`.
    init(_ file: SourceFile, rules: [Rule]) {
        self.file = file
        self.rules = rules
    }

    /// The waivers in the order of the file.
    ///
    /// - Throws: ``Diagnostics`` with what is wrong in each.
    func waivers() throws -> [Waiver] {
        guard let node = try YAMLNode.read(file) else {
            throw Diagnostic(
                .error, path: file.path, message: "is empty; a waivers file has the key waivers: with a list")
        }
        let root = DocumentNode(node, in: file)
        try root.allow(WaiverFormat.file)
        var problems: [Diagnostic] = []
        var waivers: [Waiver] = []
        for entry in try root.list("waivers") ?? [] {
            do { waivers.append(try waiver(entry)) } catch let problem as Diagnostic { problems.append(problem) }
        }
        var first: [String: Waiver] = [:]
        for waiver in waivers {
            let key = "\(waiver.rule) \(waiver.scope.map { "\($0.key) \($0.pattern)" })"
            guard let twin = first[key] else {
                first[key] = waiver
                continue
            }
            let line = file.position(at: twin.location.span.offset).line
            problems.append(
                Diagnostic(
                    .error, in: file, at: waiver.location.span,
                    message:
                        "\(waiver.rule) is waived for \(waiver.scopeText) at line \(line) already; keep one of the two")
            )
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return waivers
    }

    private func waiver(_ node: DocumentNode) throws -> Waiver {
        try node.allow(WaiverFormat.waiver)
        let name = try node.text("rule")
        guard let rule = rules.first(where: { RuleSelector(name).isOne($0) }) else {
            throw try node.failure(
                "rule", "there is no rule \(abridged(name)); \(RuleSelector.hintForOne(for: name, among: rules))")
        }
        guard rule.isIgnorable else {
            throw try node.failure("rule", "\(rule.id) cannot be waived: its file says ignorable: false")
        }
        let expires = try node.text("expires")
        guard isDate(expires) else {
            throw try node.failure("expires", "expires: expected a day such as 2027-01-31, found \(abridged(expires))")
        }
        for key in ["owner", "reason"] where try !node.text(key).tellsSomething {
            throw try node.failure(key, "\(key): expected words")
        }
        let start = node.node.pairs?.first?.key.span.offset ?? node.node.span.offset
        return Waiver(
            rule: rule.id, scope: try scope(node), owner: try node.text("owner"), reason: try node.text("reason"),
            expires: expires,
            location: Location(file: file, span: try node.value("rule").span.extended(from: start)),
            expiry: Location(file: file, span: try node.value("expires").span))
    }

    /// `everything`, or a mapping from cluster, site, host and subject to a name with `*` for any text.
    private func scope(_ node: DocumentNode) throws -> [(key: Waiver.Key, pattern: Pattern)] {
        if try node.value("scope").text == "everything" { return [] }
        let scope = try node.child("scope")
        guard let pairs = scope.node.pairs, !pairs.isEmpty else {
            throw try node.failure(
                "scope", "scope: expected everything, or one or more of cluster, site, host and subject")
        }
        try scope.allow(WaiverFormat.scope)
        return try Waiver.Key.allCases.compactMap { key in
            try scope.optionalText(key.rawValue).map { (key, Pattern($0)) }
        }
    }
}

extension SourceSpan {
    fileprivate func extended(from start: UInt32) -> SourceSpan { SourceSpan(from: min(start, offset), to: end) }
}

extension String {
    /// Whether there is a letter or a digit in it.
    var tellsSomething: Bool {
        unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }
}

/// Whether `text` is a day of the calendar such as `2027-01-31`.
func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }),
        let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
}
