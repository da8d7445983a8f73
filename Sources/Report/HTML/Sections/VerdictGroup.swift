import RuleEngine
import SourceText

/// Subjects of one requirement of which the same is to be said: verdict and expected value, and what they have in common besides.
struct VerdictGroup {
    let standing: Standing
    private let expected: String?
    private let judgements: [Judgement]
    /// The places of its judgements.
    private let members: [Int]
    private let anchor: (Int) -> String
    /// What was observed of all.
    private let observed: String?
    /// The file in which all are written.
    private let path: String?

    private struct Key: Hashable {
        let standing: Standing
        let expected: String?
    }

    /// The groups of a requirement, the gravest first.
    static func groups(of requirement: Requirement, at index: Int, _ content: PageContent) -> [VerdictGroup] {
        let judgements = requirement.judgements
        var groups: [(key: Key, members: [Int])] = []
        var places: [Key: Int] = [:]
        for place in judgements.indices {
            let key = Key(standing: judgements[place].standing, expected: judgements[place].expected)
            // What passes stands together.
            if let last = groups.last?.key, last == key {
                groups[groups.count - 1].members.append(place)
            } else if let group = places[key] {
                groups[group].members.append(place)
            } else {
                places[key] = groups.count
                groups.append((key, [place]))
            }
        }
        return groups.sorted { ($0.key.standing, $0.members[0]) < ($1.key.standing, $1.members[0]) }.map { group in
            VerdictGroup(group.key, judgements, group.members) { content.anchor(index, $0) }
        }
    }

    private init(_ key: Key, _ judgements: [Judgement], _ members: [Int], anchor: @escaping (Int) -> String) {
        standing = key.standing
        expected = key.expected
        self.judgements = judgements
        self.members = members
        self.anchor = anchor
        observed = Self.common(members.lazy.map { judgements[$0].observed })
        path = Self.common(members.lazy.map { judgements[$0].location?.file.path })
    }

    /// What all of `texts` are.
    private static func common(_ texts: some Collection<String?>) -> String? {
        guard let first = texts.first, texts.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    var count: Int { members.count }

    /// All subjects, or the first few of them.
    func markup(most: Int) -> Markup {
        var clusters: [(name: String, members: [Int])] = []
        var places: [String: Int] = [:]
        for member in members.prefix(most) {
            let name = judgements[member].scope.cluster ?? ""
            if let place = places[name] {
                clusters[place].members.append(member)
            } else {
                places[name] = clusters.count
                clusters.append((name, [member]))
            }
        }
        var list = Markup()
        if clusters.allSatisfy(\.name.isEmpty) {
            for cluster in clusters { list += names(cluster.members, in: nil) }
        } else {
            list += "<dl>"
            for cluster in clusters {
                let name = cluster.name.isEmpty ? "elsewhere" : Markup.name(cluster.name, most: 60)
                list += "<dt>\(name)</dt><dd>\(names(cluster.members, in: cluster.name))</dd>\n"
            }
            list += "</dl>"
        }
        let hidden: Markup? = count > most ? .hint("and \(count: count - most) more") : nil
        return "<div class='group'>\(heading)\(list)\(hidden)</div>\n"
    }

    /// How many there are in each cluster.
    var countedMarkup: Markup {
        var clusters: [String: Int] = [:]
        for member in members { clusters[judgements[member].scope.cluster ?? "", default: 0] += 1 }
        let told = clusters.sorted { $0.key < $1.key }.prefix(400).map { name, count -> Markup in
            "\(name.isEmpty ? "elsewhere" : Markup.name(name, most: 40)) \(count: count)"
        }
        let rest: Markup? = clusters.count > 400 ? " and \(String.of(clusters.count - 400, "further cluster"))" : nil
        return "<div class='group'>\(heading)<p class='points'>\(told.joined(" · "))\(rest)</p></div>\n"
    }

    private var heading: Markup {
        let observed: Markup? = observed.map { " \(Markup.name($0, most: 80))" }
        let expected: Markup? = expected.map { " <span class='hint'>(expected \(Markup.name($0, most: 80)))</span>" }
        let path: Markup? = path.map { " <span class='hint'>in \(Markup.name($0, most: 60))</span>" }
        return "<h4>\(standing.badge())\(observed)\(expected)\(path)</h4>"
    }

    private func names(_ members: [Int], in cluster: String?) -> Markup {
        var items: Markup = "<ul class='names'>"
        for member in members { items += item(member, in: cluster) }
        items += "</ul>"
        return items
    }

    /// A subject without what the headings above it say, on a line of its own, by which the script tells them apart.
    private func item(_ member: Int, in cluster: String?) -> Markup {
        let judgement = judgements[member]
        var subject = judgement.subject
        if let cluster, !cluster.isEmpty, subject.utf8.starts(with: cluster.utf8) {
            let rest = subject.utf8.dropFirst(cluster.utf8.count)
            if rest.first == UInt8(ascii: "/") { subject = String(subject[rest.index(after: rest.startIndex)...]) }
        }
        let name = Markup.item(subject, most: 90)
        let link: Markup? = judgement.finding == nil ? nil : "<a href='#\(anchor(member))'>\(name)</a>"
        let seen: Markup? = observed == nil ? judgement.observed.map { " <b>\(Markup.text($0, most: 60))</b>" } : nil
        let place = judgement.location.map { location -> Markup in
            let line = location.range.start.line
            return path == nil ? " \(Markup.text(location.file.path, most: 60)):\(line)" : ":\(line)"
        }
        return "\n<li>\(link ?? name)\(seen)\(place)"
    }
}
