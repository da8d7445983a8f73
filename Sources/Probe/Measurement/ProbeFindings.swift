import Agent
import Evidence
import LinuxSystem

/// What a run found, put into evidence once the captures have ended.
struct ProbeFindings {
    private let run: ProbeRun
    private let analysis: TrafficAnalysis
    private let captures: [String: LiveCapture.Outcome]

    init(run: ProbeRun, analysis: TrafficAnalysis, captures: [String: LiveCapture.Outcome]) {
        self.run = run
        self.analysis = analysis
        self.captures = captures
    }

    /// The evidence, figures that cannot be relied upon left out and named.
    func evidence(tool: Evidence.Tool, started: Int64) -> Evidence {
        var evidence = Evidence(
            kind: .probe, tool: tool, started: Timestamp.text(started), finished: Timestamp.text(RealtimeClock.now))
        if run.ending != nil { evidence.interrupted = true }
        for index in run.pairs.indices {
            for end in ends(index) where !evidence.ends.contains(where: { $0.name == end.name }) {
                evidence.ends.append(end)
            }
            var (path, voided) = forward(index)
            var reverse = run.pairs[index].reverse
            addTransfers(of: index, to: &path, &reverse, &voided)
            voidByCapture(index, &path, &voided)
            evidence.paths += [path, reverse]
            evidence.voided += voided
        }
        if let ending = run.ending, evidence.voided.isEmpty {
            evidence.voided.append(VoidedFigure(figure: "refusals", why: ending))
        }
        if run.refusals.total > 0 { evidence.voided.append(strangers) }
        return evidence
    }

    private func ends(_ index: Int) -> [End] {
        var (near, far) = (run.pairs[index].nearEnd, run.pairs[index].farEnd)
        let transfer = run.transfers.last { $0.streams.contains { $0.pair == index } }
        near.congestionControl = transfer?.near?.congestionControl ?? near.congestionControl
        far.congestionControl = transfer?.far?.congestionControl ?? far.congestionControl
        if run.pairs[index].route.bufferBytes != nil {
            (near.sendBufferBytes, near.receiveBufferBytes) = (
                transfer?.near?.sendBufferBytes, transfer?.near?.receiveBufferBytes
            )
            (far.sendBufferBytes, far.receiveBufferBytes) = (
                transfer?.far?.sendBufferBytes, transfer?.far?.receiveBufferBytes
            )
        }
        return [near, far]
    }

    /// The path from the near end with what timed it while idle.
    private func forward(_ index: Int) -> (Path, [VoidedFigure]) {
        let pair = run.pairs[index]
        var path = pair.forward
        var voided = pair.voided
        if let clock = run.clock {
            path.clockOffsetMs = Double(clock.nanoseconds) / 1e6
            path.clockOffsetErrorMs = Double(clock.error) / 1e6
        }
        path.rttMs.add(roundTrips(of: pair.idle.connections, from: \.near))
        if !pair.idle.connections.isEmpty { path.reachable = true }
        path.capture = captures[pair.interface]?.capture
        if path.rttMs.handshake == nil {
            let why =
                (pair.idle.connections.isEmpty ? nil : elsewhere(pair)) ?? pair.unreachable ?? run.ending ?? pair.idle
                .failure ?? "no handshake was completed"
            voided.append(VoidedFigure(figure: "rttMs.handshake", from: path.from, to: path.to, why: why))
        }
        return (path, voided)
    }

    /// Takes the path MTU from segments that got through where no echo told it: a path may drop ICMP and carry TCP.
    private func provePathMTU(
        _ transfer: TransferRun.Outcome, _ forward: inout Path, _ reverse: inout Path, _ voided: inout [VoidedFigure]
    ) {
        let ends = transfer.streams.compactMap(\.sender?.afterwards)
        guard let least = ends.map({ Int($0.pathMTU) }).min(), least > 0,
            ends.allSatisfy({ $0.bytesAcknowledged > 1_000_000 && Int($0.segmentSize) + 80 >= least })
        else { return }
        let (from, to) = transfer.direction == .forward ? (forward.from, forward.to) : (reverse.from, reverse.to)
        if transfer.direction == .forward, forward.pathMtu == nil {
            forward.pathMtu = least
        } else if transfer.direction == .reverse, reverse.pathMtu == nil {
            reverse.pathMtu = least
        } else {
            return
        }
        voided.removeAll { $0.figure == "pathMtu" && $0.from == from && $0.to == to }
    }

    /// What is said where connections came to be of which the capture saw no answers.
    private func elsewhere(_ pair: PairUnderTest) -> String {
        "replies come back on another interface than \(pair.interface), where the capture does not see them"
    }

    private func addTransfers(
        of index: Int, to path: inout Path, _ reverse: inout Path, _ voided: inout [VoidedFigure]
    ) {
        var loaded = RoundTripTimes()
        let mine = run.transfers.filter { $0.streams.first?.pair == index }
        for transfer in mine {
            loaded.merge(roundTrips(of: transfer.handshakes, from: \.near))
            if transfer.direction == .forward {
                loaded.merge(Transfer(directions(of: transfer.streams, \.near)).roundTrips)
            }
            let findings = TransferFindings(
                transfer, carried: directions(of: transfer.streams, transfer.direction == .forward ? \.near : \.far),
                idle: path.rttMs.handshake, pairs: run.pairs)
            let goodput = findings.goodput
            guard let failure = transfer.failure else {
                path.goodput.append(goodput)
                provePathMTU(transfer, &path, &reverse, &voided)
                continue
            }
            // What a transfer that broke off carried until then is no bandwidth of the path.
            let isHole = path.pathMtu.flatMap { least in run.pairs[index].nearEnd.mtu.map { least < $0 } } ?? false
            let hole =
                isHole ? "; packets larger than the path MTU of \(path.pathMtu ?? 0) bytes vanish on the way" : ""
            voided.append(
                VoidedFigure(
                    figure: "goodput.\(goodput.direction.rawValue)", from: path.from, to: path.to,
                    why:
                        "the transfer over \(goodput.streams) \(goodput.streams == 1 ? "stream" : "streams") broke off after "
                        + "\(seconds(goodput.seconds)) and \(goodput.bytes) bytes: \(failure)\(hole)"))
        }
        let trips = loaded.evidence
        if trips != Path.RoundTrips() { path.rttLoadedMs = trips }
        let missing = run.plan.transfers(run.pairs.count).filter { $0.pairs.first == index }.dropFirst(mine.count)
        guard !missing.isEmpty else { return }
        let why = run.pairs[index].unreachable ?? run.ending ?? "an address of it cannot be reached"
        if mine.isEmpty {
            voided.append(VoidedFigure(figure: "goodput", from: path.from, to: path.to, why: why))
            return
        }
        for transfer in missing {
            voided.append(
                VoidedFigure(
                    figure: "goodput.\(transfer.direction.rawValue)", from: path.from, to: path.to,
                    why: "\(Self.name(transfer.streams * transfer.pairs.count)) was not made: \(why)"))
        }
    }

    /// A transfer among those of its direction.
    private static func name(_ streams: Int) -> String {
        "the transfer with \(streams) stream\(streams == 1 ? "" : "s")"
    }

    /// Takes out what a capture with drops or a stepped clock cannot carry.
    private func voidByCapture(_ index: Int, _ path: inout Path, _ voided: inout [VoidedFigure]) {
        let pair = run.pairs[index]
        if !pair.idle.connections.isEmpty, path.rttMs.handshake == nil {
            for figure in ["rttMs", "rttLoadedMs", "goodput.capturedBytes", "goodput.series"] { path.remove(figure) }
            for figure in ["goodput.capturedBytes", "goodput.series"] {
                voided.append(VoidedFigure(figure: figure, from: path.from, to: path.to, why: elsewhere(pair)))
            }
        }
        for lost in captures[run.pairs[index].interface]?.voided ?? [] {
            path.remove(lost.figure)
            // Echo requests have a capture of their own, and their times stand.
            let figures =
                lost.figure == "rttMs" ? ["handshake", "ack", "timestamp"].map { "rttMs.\($0)" } : [lost.figure]
            for figure in figures {
                voided.append(VoidedFigure(figure: figure, from: path.from, to: path.to, why: lost.why))
            }
        }
    }

    private var strangers: VoidedFigure {
        let refused = run.refusals
        let lost = refused.silent > 0 ? ", maybe this probe's own whose hello was lost on the way" : ""
        return VoidedFigure(
            figure: "port",
            why:
                "\(refused.total) \(refused.total == 1 ? "connection" : "connections") to the data port that did not prove the "
                + "token \(refused.total == 1 ? "was" : "were") dropped (\(refused.silent) silent\(lost), \(refused.garbage) without a hello, "
                + "\(refused.unproved) with a wrong token, "
                + "\(refused.replayed) repeated, \(refused.crowdedOut) crowded out); the measurement went on without them"
        )
    }

    private func directions(
        of streams: [TransferRun.Stream], _ sender: KeyPath<DataRoute.Ends, SocketAddress>
    ) -> [TCPDirection] {
        streams.compactMap { stream in
            analysis.flow(from: stream.ends.near, to: stream.ends.far)?.direction(from: stream.ends[keyPath: sender])
        }
    }

    private func roundTrips(
        of connections: [DataRoute.Ends], from sender: KeyPath<DataRoute.Ends, SocketAddress>
    ) -> RoundTripTimes {
        connections.reduce(into: RoundTripTimes()) { times, ends in
            guard let flow = analysis.flow(from: ends.near, to: ends.far),
                let direction = flow.direction(from: ends[keyPath: sender])
            else { return }
            times.merge(direction.roundTrips)
        }
    }

    private func seconds(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10) s" }
}

extension Path.RoundTrips {
    /// Adds what a capture timed.
    mutating func add(_ times: RoundTripTimes) {
        let evidence = times.evidence
        (handshake, ack, timestamp) = (evidence.handshake, evidence.ack, evidence.timestamp)
    }
}

extension Path {
    /// Takes the figure with this key out.
    mutating func remove(_ figure: String) {
        switch figure {
        case "rttMs": (rttMs.handshake, rttMs.ack, rttMs.timestamp) = (nil, nil, nil)
        case "rttLoadedMs": rttLoadedMs = nil
        case "goodput.capturedBytes": for index in goodput.indices { goodput[index].capturedBytes = nil }
        case "goodput.series": for index in goodput.indices { goodput[index].series = [] }
        default: break
        }
    }
}
