import Evidence
import RuleEngine

/// A path of a file of evidence, with where its ends stand, what it is held against and what the rules say of it.
struct MeasuredPath {
    /// The file of evidence.
    let file: String
    let evidence: Evidence
    let path: Path
    let figures: PathFigures
    let from: Measurement.Place
    let to: Measurement.Place
    /// What its ends are called.
    let names: (from: EndNames.Name, to: EndNames.Name)
    let limits: Measurement.PathLimits
    let verdicts: [RuleVerdict]

    /// The gravest of what the rules say; nothing where none looks at it.
    var standing: Standing? { verdicts.map(\.standing).min() }

    var title: String { "\(names.from.full.cut(to: 60)) → \(names.to.full.cut(to: 60))" }

    var titleMarkup: Markup { "\(.name(names.from.full, most: 60)) → \(.name(names.to.full, most: 60))" }

    /// Whether its round trip is longer than supported.
    var isTooFar: Bool {
        guard let rtt = figures.rttMs, let limit = limits.rttMs else { return false }
        return rtt > limit && isDoubted("idleRtts.p50")
    }

    /// Whether `transfer` carried less than is needed.
    func isTooLittle(_ transfer: Goodput) -> Bool {
        guard let needed = limits.mbps else { return false }
        return transfer.mbps < needed && isDoubted("transfers.mbps")
    }

    /// Whether packets of the adapters' size do not arrive.
    var isTooNarrow: Bool {
        guard let mtu = figures.pathMtu, let sent = limits.mtu else { return false }
        return mtu < sent && isDoubted("measuredPaths.pathMtu")
    }

    /// Whether a rule that looks at a figure does not let it pass, or none looks at it.
    ///
    /// Rules may leave a margin that limits have not.
    private func isDoubted(_ figure: String) -> Bool {
        let judged = verdicts.filter { $0.rule.checks.contains { $0.at.description == figure } }
        return judged.isEmpty || judged.contains { $0.standing < .pass }
    }

    /// All measured paths of a report, in the order of the evidence.
    static func all(in report: ComplianceReport, _ verdicts: MeasuredVerdicts) -> [MeasuredPath] {
        let names = EndNames(report.measurements)
        return report.measurements.flatMap { measurement in
            measurement.evidence.paths.enumerated().map { index, path in
                let from = measurement.place(path.from)
                let to = measurement.place(path.to)
                return MeasuredPath(
                    file: measurement.path, evidence: measurement.evidence, path: path,
                    figures: PathFigures(path, in: measurement.evidence), from: from, to: to,
                    names: (names(path.from, in: measurement.path), names(path.to, in: measurement.path)),
                    limits: index < measurement.limits.count ? measurement.limits[index] : Measurement.PathLimits(),
                    verdicts: verdicts.ofPath(path, sites: [from.site, to.site], in: measurement.path))
            }
        }
    }
}

extension Measurement {
    /// Where the end `name` stands; what is not known of it is nothing.
    func place(_ name: String) -> Place { places[name] ?? Place(host: nil, site: nil) }
}
