import Facts
public import SourceText
import YAMLEvents

/// A `.vmotion-preflight.yaml`: what a team has decided about its rules, beside its inventories.
public struct Configuration: Sendable {
    /// The name of the file.
    public static let fileName = ".vmotion-preflight.yaml"

    /// A value with the place that it is written at.
    public struct Value: Sendable {
        /// As it is written.
        public let text: String
        /// Where.
        public let location: Location
    }

    /// The file.
    public let file: SourceFile
    /// What `--fail-on` takes.
    public let failOn: Value?
    /// A file of waivers, its path from this file's folder.
    public let waivers: Value?
    /// A baseline, its path from this file's folder.
    public let baseline: Value?
    /// Directories of rules or `builtin`, their paths from this file's folder.
    public let packs: [Value]

    private let root: DocumentNode?

    /// The configuration in `file`; an empty file says nothing.
    ///
    /// - Throws: a diagnostic at an unknown key.
    public init(_ file: SourceFile) throws {
        self.file = file
        guard let node = try YAMLNode.read(file), !node.isNull else {
            (root, failOn, waivers, baseline, packs) = (nil, nil, nil, nil, [])
            return
        }
        let root = DocumentNode(node, in: file)
        self.root = root
        try root.allow(ConfigurationFormat.file)
        func value(_ key: String) throws -> Value? {
            try root.optionalText(key).map {
                Value(text: $0, location: Location(file: file, span: try root.value(key).span))
            }
        }
        failOn = try value("failOn")
        waivers = try value("waivers")
        baseline = try value("baseline")
        packs = try (root.list("packs") ?? []).map { item in
            guard let text = item.node.text else { throw item.failure("packs: expected directories or builtin") }
            return Value(text: text, location: Location(file: file, span: item.node.span))
        }
    }

    /// What it says of the rules of `pack`.
    ///
    /// - Throws: ``Diagnostics`` at what names no rule, no level or no parameter.
    public func settings(for pack: RulePack) throws -> RuleSettings {
        var settings = RuleSettings()
        var reader = SettingsReader(rules: pack.rules + (try RulePack.builtin().rules))
        guard let root else { return settings }
        if let rules = try root.optionalChild("rules") { settings.everywhere = reader.entries(rules) }
        if let sites = try root.optionalChild("sites") { settings.sites = try reader.scopes(sites) }
        if let clusters = try root.optionalChild("clusters") { settings.clusters = try reader.scopes(clusters) }
        guard reader.problems.isEmpty else { throw Diagnostics(reader.problems) }
        return settings
    }
}

/// Reads mappings from rules to levels and parameters.
private struct SettingsReader {
    let rules: [Rule]
    var problems: [Diagnostic] = []

    init(rules: [Rule]) { self.rules = rules }

    /// Names with rules, as in `lab: {VMN409: off}`.
    mutating func scopes(_ node: DocumentNode) throws -> [String: [RuleSettings.Entry]] {
        guard let pairs = node.node.pairs else { throw node.failure("expected a mapping from names to rules") }
        for (key, _) in pairs where key.text?.contains("*") == true {
            problems.append(
                Diagnostic(
                    .error, in: node.file, at: key.span, message: "names are taken to the letter here, * included"))
        }
        return Dictionary(
            uniqueKeysWithValues: pairs.map { ($0.key.text ?? "", entries(DocumentNode($0.value, in: node.file))) })
    }

    /// Rules with a level, or with a mapping that has `severity` and `parameters`.
    mutating func entries(_ node: DocumentNode) -> [RuleSettings.Entry] {
        guard let pairs = node.node.pairs else {
            problems.append(node.failure("expected a mapping from rules to off, on, error, warning or info"))
            return []
        }
        return pairs.compactMap { key, value in
            do {
                return try entry(key, DocumentNode(value, in: node.file))
            } catch let problem as Diagnostic {
                problems.append(problem)
            } catch {}
            return nil
        }
    }

    private func entry(_ key: YAMLNode, _ node: DocumentNode) throws -> RuleSettings.Entry {
        let selector = RuleSelector(key.text ?? "")
        guard rules.contains(where: selector.names) else {
            throw Diagnostic(
                .error, in: node.file, at: key.span,
                message:
                    "there is no rule or category \(abridged(selector.text)); \(RuleSelector.hint(for: selector.text, among: rules))"
            )
        }
        var level: RuleSettings.Level?
        var place = node.node.span
        var parameters: [String: (value: SQLValue, location: Location)] = [:]
        if node.node.pairs == nil {
            level = try self.level(node.node, in: node.file)
        } else {
            try node.allow(ConfigurationFormat.setting)
            level = try node.node["severity"].map { try self.level($0, in: node.file) }
            place = node.node["severity"]?.span ?? place
            if let given = try node.optionalChild("parameters") { parameters = try self.parameters(given, selector) }
        }
        for rule in rules where selector.isOne(rule) && !rule.isIgnorable {
            guard level == .off || level?.isBelow(rule.severity) == true else { continue }
            throw Diagnostic(
                .error, in: node.file, at: node.node.span,
                message: "\(rule.id) cannot be turned down: its file says ignorable: false")
        }
        return RuleSettings.Entry(
            selector: selector, level: level, parameters: parameters,
            location: Location(file: node.file, span: place))
    }

    private func level(_ node: YAMLNode, in file: SourceFile) throws -> RuleSettings.Level {
        switch node.text {
        case "off": return .off
        case "on": return .standard
        case let text?:
            if let severity = Severity(rawValue: text) { return .severity(severity) }
        case nil: break
        }
        throw Diagnostic(
            .error, in: file, at: node.span,
            message: "expected off, on, error, warning or info, found \(abridged(node.text ?? "a list"))")
    }

    private func parameters(
        _ node: DocumentNode, _ selector: RuleSelector
    ) throws -> [String: (value: SQLValue, location: Location)] {
        guard let rule = rules.first(where: selector.isOne) else {
            throw node.failure("parameters belong to one rule, and \(selector.text) names several")
        }
        guard !rule.parameters.isEmpty else { throw node.failure("\(rule.id) has no parameters") }
        try node.allow(rule.parameters.map(\.name))
        var values: [String: (value: SQLValue, location: Location)] = [:]
        for (key, value) in node.node.pairs ?? [] {
            guard let parameter = rule.parameters.first(where: { $0.name == key.text }) else { continue }
            let given = SQLValue(value)
            guard given.isNumber == parameter.standard.isNumber, given != .null else {
                throw Diagnostic(
                    .error, in: node.file, at: value.span,
                    message:
                        "\(parameter.name): expected \(parameter.standard.isNumber ? "a number" : "a text") such as \(parameter.standard), found \(abridged(value.text ?? "a list"))"
                )
            }
            values[parameter.name] = (given, Location(file: node.file, span: value.span))
        }
        return values
    }
}

extension SQLValue {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .real: true
        case .null, .text: false
        }
    }
}
