import Evidence

/// What was measured of a path and can be relied upon; what is voided is left out, and why is told.
struct PathFigures {
    /// A way of timing round trips, the one that tells most of the path first.
    enum Method: String, CaseIterable {
        case handshake, icmp, ack, timestamp

        /// What it takes as samples.
        var samples: String {
            switch self {
            case .handshake: "TCP handshakes"
            case .icmp: "ICMP echoes"
            case .ack: "acknowledgements"
            case .timestamp: "TCP timestamps"
            }
        }

        fileprivate func distribution(_ trips: Path.RoundTrips) -> Distribution? {
            switch self {
            case .handshake: trips.handshake
            case .icmp: trips.icmp
            case .ack: trips.ack
            case .timestamp: trips.timestamp
            }
        }
    }

    typealias Sample = (method: Method, distribution: Distribution)

    /// Round trips of the idle path, that first which says most of it.
    let idle: [Sample]
    /// Round trips while data was transferred.
    let loaded: [Sample]
    /// Transfers.
    let goodput: [Goodput]
    /// The largest packet that arrives whole.
    let pathMtu: Int?
    /// Routers on the way.
    let hops: Int?
    /// What was tried and cannot be relied upon.
    let voided: [VoidedFigure]

    /// The figures of `path` in `evidence`.
    init(_ path: Path, in evidence: Evidence) {
        let voided = evidence.voided.filter { void in
            (void.from ?? path.from) == path.from && (void.to ?? path.to) == path.to
        }
        func isVoided(_ figures: String...) -> Bool { voided.contains { figures.contains($0.figure) } }
        func samples(_ trips: Path.RoundTrips?, _ key: String) -> [Sample] {
            guard let trips else { return [] }
            return Method.allCases.compactMap { method in
                // Echoes are timed without the capture, so what voids the others leaves them.
                let whole = method == .icmp ? "echo" : key
                guard !isVoided("path", whole, "\(key).\(method.rawValue)") else { return nil }
                return method.distribution(trips).map { (method, $0) }
            }
        }
        // A port that refuses may do so through a firewall on the way, whose distance its handshakes then tell; and of
        // few samples no median is told where there are more of another kind.
        let isRefused = path.ports["8000"] == .closed
        let trips = samples(path.rttMs, "rttMs").enumerated().sorted { left, right in
            func rank(_ sample: (offset: Int, element: Sample)) -> (Int, Int, Int) {
                let (method, distribution) = sample.element
                let isDelayed = method == .ack || method == .timestamp
                return (
                    isDelayed ? 1 : 0, distribution.count < 10 ? 1 : 0,
                    isRefused && method == .handshake ? Method.allCases.count : sample.offset
                )
            }
            return rank(left) < rank(right)
        }
        idle = trips.map(\.element)
        loaded = samples(path.rttLoadedMs, "rttLoadedMs")
        goodput = path.goodput.filter { transfer in
            !voided.contains { void in
                void.figure == "path" || void.figure == "goodput.\(transfer.direction.rawValue)"
                    // A probe voids goodput also where one transfer was not made; those that were made stand.
                    || void.figure == "goodput"
                        && (evidence.kind == .analysis || void.why.contains("broke off after"))
            }
        }
        pathMtu = isVoided("path", "pathMtu") ? nil : path.pathMtu
        hops = isVoided("path", "hops") ? nil : path.hops
        self.voided = voided
    }

    /// The median round trip of the idle path; acknowledgements and timestamps may wait for the receiver and are none.
    var rttMs: Double? {
        idle.first.flatMap { $0.method == .handshake || $0.method == .icmp ? $0.distribution.p50 : nil }
    }

    /// The transfer that carried most in `direction`: what the path carries at least.
    func best(_ direction: Goodput.Direction) -> Goodput? {
        goodput.filter { $0.direction == direction }.max { $0.mbps < $1.mbps }
    }
}
