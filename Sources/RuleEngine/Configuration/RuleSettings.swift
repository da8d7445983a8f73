public import Facts
public import SourceText

/// How grave rules are taken and which figures they use, everywhere, at a site or in a cluster.
///
/// A cluster's settings go before its site's, and these before those for everywhere; within one of them an id or a name goes
/// before a pattern such as `VMN4*`, that before a category, that before `all`, and what comes later in the file before what
/// comes earlier.
public struct RuleSettings: Sendable {
    /// What becomes of a rule's findings.
    public enum Level: Hashable, Sendable {
        /// They are told as the rule has it.
        case standard
        /// They are not told.
        case off
        /// They are told as this grave.
        case severity(Severity)

        /// Whether it makes less of a finding than `severity` does.
        func isBelow(_ severity: Severity) -> Bool {
            if case .severity(let own) = self { own > severity } else { false }
        }
    }

    /// What a configuration says of the rules that a selector names.
    struct Entry: Sendable {
        let selector: RuleSelector
        let level: Level?
        let parameters: [String: (value: SQLValue, location: Location)]
        let location: Location
    }

    /// The settings for everywhere.
    var everywhere: [Entry] = []

    /// Those for a site.
    var sites: [String: [Entry]] = [:]

    /// Those for a cluster.
    var clusters: [String: [Entry]] = [:]

    /// Settings that change nothing.
    public init() {}

    /// Warns of sites and clusters that are probably misspelt: those that the inventories do not have, but nearly.
    public func misspelt(sites: Set<String>, clusters: Set<String>) -> [Diagnostic] {
        func warnings(_ what: String, _ entries: [String: [Entry]], _ known: Set<String>) -> [Diagnostic] {
            entries.keys.sorted().filter { !known.contains($0) }.compactMap { name in
                guard let near = nearest(to: name, among: known.sorted()), let place = entries[name]?.first?.location
                else {
                    return nil
                }
                return Diagnostic(
                    .warning, in: place.file, at: place.span,
                    message: "there is no \(what) \(name) in these inventories; did you mean \(near)?")
            }
        }
        return warnings("site", self.sites, sites) + warnings("cluster", self.clusters, clusters)
    }

    /// What becomes of findings of `rule` in `scope`; nothing when it is as the rule says.
    public func level(of rule: Rule, in scope: Scope) -> Level? {
        let level = value(of: rule, in: scope) { $0.level }?.value
        // What a pattern or a category says does not turn down a rule that is not ignorable.
        if !rule.isIgnorable, level == .off || level.map({ $0.isBelow(rule.severity) }) == true { return nil }
        return level
    }

    /// The figures of `rule` in `scope`.
    public func parameters(of rule: Rule, in scope: Scope) -> [String: SQLValue] {
        var values: [String: SQLValue] = [:]
        for parameter in rule.parameters {
            values[parameter.name] =
                value(of: rule, in: scope) { $0.parameters[parameter.name]?.value }?.value ?? parameter.standard
        }
        return values
    }

    /// A value of a rule as `config show` tells it.
    public struct Shown: Sendable {
        /// The rule's id, or the id and the parameter.
        public let name: String
        /// Where it holds; empty for everywhere.
        public let scope: String
        /// The value.
        public let text: String
        /// Where it is written; nothing for the rule's own.
        public let location: Location?
    }

    /// Every value of `rule`: those in force everywhere, and those that sites and clusters have of their own.
    public func values(of rule: Rule) -> [Shown] {
        let scopes =
            [("", Scope())] + sites.keys.sorted().map { ("site \($0)", Scope(sites: [$0])) }
            + clusters.keys.sorted().map { ("cluster \($0)", Scope(cluster: $0)) }
        return scopes.flatMap { name, scope in
            let own = scope.cluster.flatMap { clusters[$0] } ?? scope.sites.first.flatMap { sites[$0] } ?? everywhere
            let level = value(of: rule, in: scope) { $0.level }
            let levels = [
                Shown(
                    name: rule.id, scope: name, text: text(self.level(of: rule, in: scope), of: rule),
                    location: self.level(of: rule, in: scope) == nil ? nil : level?.location)
            ]
            let figures = rule.parameters.map { parameter in
                let given = value(of: rule, in: scope) { $0.parameters[parameter.name] }?.value
                return Shown(
                    name: "\(rule.id) \(parameter.name)", scope: name,
                    text: (given?.value ?? parameter.standard).description, location: given?.location)
            }
            let shown = levels + figures
            // Of a site or a cluster only what is written there.
            return name.isEmpty
                ? shown
                : shown.filter { one in
                    own.contains { entry in
                        ([entry.location] + entry.parameters.values.map(\.location)).contains {
                            $0.span == one.location?.span
                        }
                    }
                }
        }
    }

    private func text(_ level: Level?, of rule: Rule) -> String {
        switch level {
        case .off: "off"
        case .severity(let severity): severity.rawValue
        case .standard, nil: rule.severity.rawValue
        }
    }

    /// Every set of figures that `rule` has somewhere.
    func parameterSets(of rule: Rule) -> [[String: SQLValue]] {
        guard !rule.parameters.isEmpty else { return [[:]] }
        var sets = [parameters(of: rule, in: Scope())]
        for site in [nil] + sites.keys.sorted().map(Optional.some) {
            for cluster in [nil] + clusters.keys.sorted().map(Optional.some) {
                let set = parameters(of: rule, in: Scope(cluster: cluster, sites: site.map { [$0] } ?? []))
                if !sets.contains(set) { sets.append(set) }
            }
        }
        return sets
    }

    /// Whether `rule` is turned off everywhere, so that it need not be evaluated.
    public func isOff(_ rule: Rule) -> Bool {
        guard level(of: rule, in: Scope()) == .off else { return false }
        return !(sites.values.flatMap(\.self) + clusters.values.flatMap(\.self)).contains { entry in
            entry.selector.names(rule) && entry.level != nil && entry.level != .off
        }
    }

    /// The setting of `rule` in `scope` that `read` finds something in, with where it is written.
    func value<Value>(
        of rule: Rule, in scope: Scope, _ read: (Entry) -> Value?
    ) -> (value: Value, location: Location)? {
        let lists = [scope.cluster.flatMap { clusters[$0] }] + scope.sites.map { sites[$0] } + [everywhere]
        for list in lists.compactMap({ $0 }) {
            var best: (rank: Int, value: Value, location: Location)?
            for entry in list where entry.selector.names(rule) {
                guard let value = read(entry), entry.selector.rank >= (best?.rank ?? 0) else { continue }
                best = (entry.selector.rank, value, entry.location)
            }
            if let best { return (best.value, best.location) }
        }
        return nil
    }
}
