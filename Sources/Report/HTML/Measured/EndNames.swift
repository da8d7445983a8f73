import Evidence

/// What the ends of paths are called: by their hosts where the inventory has them.
struct EndNames {
    /// The names of an end.
    struct Name {
        /// As the evidence has it.
        let given: String
        /// With its host.
        let full: String
        /// The same without the domain that all hosts have.
        let short: String
    }

    /// The domain that all hosts have, which drawings leave out.
    let domain: String?
    private let names: [String: [String: Name]]

    /// Names for all ends that evidence tells of.
    init(_ measurements: [Measurement]) {
        let domain = HostDomain.of(Set(measurements.flatMap { $0.places.values.compactMap(\.host) }))
        // A host may have several addresses, which are to be told apart.
        var ends: [String: Set<String>] = [:]
        for measurement in measurements {
            let addresses = Dictionary(measurement.evidence.ends.map { ($0.name, $0.address) }) { first, _ in first }
            for (name, place) in measurement.places {
                ends[Self.named(name, place.host), default: []].insert(addresses[name] ?? name)
            }
        }
        var names: [String: [String: Name]] = [:]
        for measurement in measurements {
            for (name, place) in measurement.places {
                let own = Self.named(name, place.host)
                let full = own != name && ends[own, default: []].count > 1 ? "\(own) \(name)" : own
                let short = domain.flatMap { domain in
                    place.host.flatMap { $0.hasSuffix(domain) && full.hasPrefix($0) ? $0 : nil }.map { host in
                        host.dropLast(domain.count) + full.dropFirst(host.count)
                    }
                }
                names[measurement.path, default: [:]][name] = Name(
                    given: name, full: full, short: short.map { String($0) } ?? full)
            }
        }
        self.domain = domain
        self.names = names
    }

    /// What `end` of `file` is called.
    func callAsFunction(_ end: String, in file: String) -> Name {
        names[file]?[end] ?? Name(given: end, full: end, short: end)
    }

    /// An end that is called by its host and something more keeps that.
    private static func named(_ end: String, _ host: String?) -> String {
        guard let host, !host.isEmpty else { return end }
        return end == host || end.hasPrefix(host + " ") ? end : host
    }
}

extension String {
    /// The text without its middle where it has more than `most` characters: a label in a drawing has no room for more.
    func shortened(to most: Int) -> String {
        let scalars = unicodeScalars
        guard utf8.count > most, scalars.count > most, most > 1 else { return self }
        let end = (most - 1) / 2
        return "\(String(scalars.prefix(most - 1 - end)))…\(String(scalars.suffix(end)))"
    }
}
