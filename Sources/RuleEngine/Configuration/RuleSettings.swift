public import Facts
import SourceText

/// How grave rules are taken and which figures they use, everywhere, at a site or in a cluster.
///
/// A cluster's settings go before its site's, and these before those for everywhere; within one of them an id or a name goes
/// before a pattern such as `VMN4*`, that before a category, that before `all`, and what comes later in the file before what
/// comes earlier.
public struct RuleSettings: Sendable {
    /// What becomes of a rule's findings.
    public enum Level: Hashable, Sendable {
        /// They are not told.
        case off
        /// They are told as this grave.
        case severity(Severity)
    }

    /// What a configuration says of the rules that a selector names.
    struct Entry: Sendable {
        let selector: RuleSelector
        let level: Level?
        let parameters: [String: SQLValue]
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

    /// What becomes of findings of `rule` in `scope`; nothing when it is as the rule says.
    public func level(of rule: Rule, in scope: Scope) -> Level? {
        value(of: rule, in: scope) { $0.level }?.value
    }

    /// The figures of `rule` in `scope`.
    public func parameters(of rule: Rule, in scope: Scope) -> [String: SQLValue] {
        var values: [String: SQLValue] = [:]
        for parameter in rule.parameters {
            values[parameter.name] =
                value(of: rule, in: scope) { $0.parameters[parameter.name] }?.value ?? parameter.standard
        }
        return values
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
