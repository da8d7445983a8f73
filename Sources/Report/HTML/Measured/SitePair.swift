import Evidence

/// What was measured from one site to another, by all paths between them.
struct SitePair {
    /// A path with the transfer that went this way.
    struct Way {
        let path: MeasuredPath
        let transfer: Goodput?
        /// Whether the path itself leads this way; of one that leads back only round trip and transfer are told.
        let isForward: Bool
    }

    let ways: [Way]

    /// What `paths` tell of the way from the site `from` to the site `to`.
    init(from: String, to: String, in paths: [MeasuredPath]) {
        ways = paths.compactMap { path in
            if path.from.site == from, path.to.site == to {
                return Way(path: path, transfer: path.figures.best(.forward), isForward: true)
            }
            if path.from.site == to, path.to.site == from {
                return path.figures.best(.reverse).map { Way(path: path, transfer: $0, isForward: false) }
            }
            return nil
        }
    }

    /// The path whose median round trip is the longest.
    var farthest: MeasuredPath? {
        ways.map(\.path).filter { $0.figures.rttMs != nil }.max { ($0.figures.rttMs ?? 0) < ($1.figures.rttMs ?? 0) }
    }

    /// The transfer that carried least, of the best of each path.
    var slowest: (path: MeasuredPath, transfer: Goodput)? {
        ways.compactMap { way in way.transfer.map { (way.path, $0) } }.min { $0.1.mbps < $1.1.mbps }
    }

    /// The path through which the smallest packets go.
    var narrowest: MeasuredPath? {
        ways.filter(\.isForward).map(\.path).filter { $0.figures.pathMtu != nil }.min {
            ($0.figures.pathMtu ?? 0) < ($1.figures.pathMtu ?? 0)
        }
    }

    /// What is said of the paths that lead this way.
    var verdicts: [RuleVerdict] { ways.filter(\.isForward).flatMap(\.path.verdicts) }

    /// How many pairs of ends there are.
    var count: Int { Set(ways.map { Set([$0.path.path.from, $0.path.path.to]) }).count }
}
