import Evidence

/// Which hosts of a report were measured.
struct Coverage {
    /// Those that are an end of something that was measured, in the order of the estate.
    let measured: [String]
    /// The others.
    let unmeasured: [String]

    init(_ report: ComplianceReport) {
        var ends: Set<String> = []
        for measurement in report.measurements {
            for path in measurement.evidence.paths {
                for end in [path.from, path.to] {
                    if let host = measurement.places[end]?.host { ends.insert(host) }
                }
            }
            for end in measurement.evidence.trial == nil ? [] : measurement.evidence.ends {
                if let host = measurement.places[end.name]?.host { ends.insert(host) }
            }
        }
        let hosts = report.estate.hosts.map(\.name)
        measured = hosts.filter(ends.contains)
        unmeasured = hosts.filter { !ends.contains($0) }
    }

    /// How many were, as `6 of 8 hosts`.
    var text: String { "\(measured.count) of \(measured.count + unmeasured.count) hosts" }

    /// The first few that were not.
    func unmeasuredNames(most: Int) -> String {
        let names = unmeasured.prefix(most).map { $0.cut(to: 60) }.joined(separator: ", ")
        return unmeasured.count > most ? "\(names) and \(unmeasured.count - most) more" : names
    }
}
