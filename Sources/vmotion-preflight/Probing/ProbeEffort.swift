/// What a probe does to each path, and about how long it takes.
struct ProbeEffort {
    let transfer: TransferOptions

    /// What asking on one VLAN takes.
    static let vlanSeconds = 3.0

    private var seconds: Double { transfer.duration?.seconds ?? 10 }

    /// What happens on each path.
    func sentence(isAssisted: Bool) -> String {
        let ports = transfer.connections.port == 902 ? "902" : "\(transfer.connections.port) and 902"
        var parts = ["\(transfer.count) round trips", "the DF ladder", "TCP \(ports)", "hops"]
        guard isAssisted else { return parts.joined(separator: ", ") }
        let streams = transfer.connections.streams > 1 ? "1 and \(transfer.connections.streams) streams" : "1 stream"
        let cap = transfer.connections.maxRate.map { " at most \($0)" } ?? " as fast as it goes"
        parts.append("data for \(TimeSpan(amount: Int64(seconds * 1000))) in each direction with \(streams),\(cap)")
        return parts.joined(separator: ", ")
    }

    /// How long `jobs` and so many VLANs take.
    func seconds(jobs: [ProbeJob], vlans: Int) -> Double {
        let transfers = 2.0 * (transfer.connections.streams > 1 ? 2 : 1)
        return jobs.reduce(Double(vlans) * Self.vlanSeconds) { sum, job in
            guard job.via != nil else { return sum + Double(transfer.count) * 0.02 + 6 }
            let pairs = Double(job.targets.count + (job.targets.count > 1 ? 1 : 0))
            return sum + pairs * (transfers * (seconds + 1) + seconds / 2) + 5
        }
    }
}
