import Evidence

/// A pair of ends in one direction: the path that tells of it and the transfer that went this way.
struct MeasuredPair {
    let from: String
    let to: String
    let path: MeasuredPath
    let transfer: Goodput?

    /// What its ends are called in a drawing.
    var names: (from: String, to: String) {
        let (first, second) = (path.names.from.short, path.names.to.short)
        return from == path.path.from ? (first, second) : (second, first)
    }

    /// How near it comes to a limit: 1 at the limit, more beyond it.
    var strain: Double {
        let far = path.figures.rttMs.flatMap { rtt in path.limits.rttMs.map { $0 > 0 ? rtt / $0 : 0 } } ?? 0
        let little = transfer.flatMap { transfer in
            path.limits.mbps.map { transfer.mbps > 0 ? $0 / transfer.mbps : .greatestFiniteMagnitude }
        }
        return max(far, little ?? 0)
    }

    /// Every pair once in each direction that was measured, those nearest to a limit first.
    static func all(in paths: [MeasuredPath]) -> [MeasuredPair] {
        let pairs = paths.flatMap { path -> [MeasuredPair] in
            let (from, to) = (path.path.from, path.path.to)
            let (there, back) = (path.figures.best(.forward), path.figures.best(.reverse))
            return [
                // A path on which nothing was transferred still has a round trip.
                there != nil || back == nil ? MeasuredPair(from: from, to: to, path: path, transfer: there) : nil,
                back.map { MeasuredPair(from: to, to: from, path: path, transfer: $0) },
            ].compactMap(\.self)
        }
        var seen: [Key: Int] = [:]
        var unique: [MeasuredPair] = []
        for pair in pairs {
            let key = Key(file: pair.path.file, from: pair.from, to: pair.to)
            if let known = seen[key] {
                if pair.isBetter(than: unique[known]) { unique[known] = pair }
            } else {
                seen[key] = unique.count
                unique.append(pair)
            }
        }
        return unique.enumerated().sorted { ($1.element.strain, $0.offset) < ($0.element.strain, $1.offset) }.map(
            \.element)
    }

    private struct Key: Hashable {
        let file: String
        let from: String
        let to: String
    }

    /// The far end may have looked at the same pair without a transfer of its own.
    private func isBetter(than other: MeasuredPair) -> Bool {
        if (transfer == nil) != (other.transfer == nil) { return transfer != nil }
        return strain > other.strain
    }
}
