import SourceText

/// What the rules of the category `suppression` say: those on waivers and comments, which look at other rules' findings and
/// not at facts.
struct SuppressionFindings {
    private let settings: RuleSettings
    private let rules: [Rule]

    init(settings: RuleSettings) throws {
        self.settings = settings
        rules = try RulePack.builtin().rules.filter { $0.category == Rule.housekeeping }
    }

    /// A waiver that holds no longer.
    func expired(_ waiver: Waiver, today: String) -> Finding? {
        finding(
            "VMN001", at: waiver.expiry, path: [waiver.rule, waiver.scopeText], observed: waiver.expires,
            expected: "\(today) or later",
            ["rule": waiver.rule, "scope": waiver.scopeText, "owner": waiver.owner, "reason": waiver.reason])
    }

    /// A comment that no finding of `rule` stands at.
    func unused(_ comment: IgnoreComment, _ rule: String) -> Finding? {
        finding(
            "VMN002", at: comment.location, path: [rule, comment.location.file.path, comment.reason], observed: nil,
            expected: nil, ["rule": rule])
    }

    /// A waiver that no finding is about.
    func unused(_ waiver: Waiver) -> Finding? {
        finding(
            "VMN003", at: waiver.location, path: [waiver.rule, waiver.scopeText], observed: nil, expected: nil,
            ["rule": waiver.rule, "scope": waiver.scopeText, "owner": waiver.owner])
    }

    private func finding(
        _ id: String, at location: Location, path: [String], observed: String?, expected: String?,
        _ values: [String: String]
    ) -> Finding? {
        guard let rule = rules.first(where: { $0.id == id }) else { return nil }
        var severity = rule.severity
        switch settings.level(of: rule, in: Scope()) {
        case .severity(let other): severity = other
        case .off: return nil
        case .standard, nil: break
        }
        var values = values
        values["observed"] = observed
        values["expected"] = expected
        return Finding(
            rule: rule, verdict: .fail, severity: severity, message: rule.message.filled(values),
            subject: path.joined(separator: "/"), location: location, peers: [], furtherPeers: 0, observed: observed,
            expected: expected, missing: [], note: nil, fingerprint: fingerprint([id] + path),
            fix: Template(rule.fix.text).filled(values), powercli: nil, esxcli: nil, scope: Scope(), row: "")
    }
}
