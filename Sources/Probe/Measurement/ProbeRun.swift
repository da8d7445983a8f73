import Agent
import Evidence
import LinuxSystem

/// One run of a probe with a far end, from the first packet to the evidence.
final class ProbeRun {
    let plan: ProbePlan
    let farEnd: FarEnd
    let cancellation: Cancellation
    let token: Token

    var pairs: [PairUnderTest]
    var transfers: [TransferRun.Outcome] = []
    var clock: ClockOffset?
    var schedule = ProbeSchedule()

    /// Why the run ended before its time.
    var ending: String?
    var refusals = DataListener.Refusals()
    private var nextStream: UInt32 = 1

    /// Handshakes before those that count: they fill caches, ARP's above all.
    private static let warmUp = 10

    init(_ plan: ProbePlan, farEnd: FarEnd, cancellation: Cancellation) throws {
        self.plan = plan
        self.farEnd = farEnd
        self.cancellation = cancellation
        token = try Token()
        guard !plan.pairs.isEmpty else { throw MeasurementError("there is nothing to measure: no pair of addresses") }
        pairs = try plan.pairs.map {
            try PairUnderTest($0, plan: plan, farEnd: farEnd, cancellation: cancellation)
        }
    }

    /// Measures step by step; a step that fails ends the run, and what was measured before stays.
    func measure(tool: Evidence.Tool, started: Int64, progress: (ProbeProgress) -> Void) throws -> Evidence {
        schedule = plannedSchedule()
        try openPorts()
        let captures = try ProbeCaptures(pairs, port: plan.port, keep: plan.keepCapture)
        do {
            try steps(progress)
        } catch {
            ending = cancellation.isCancelled ? "it was interrupted" : "\(error)"
        }
        if cancellation.isCancelled { ending = ending ?? "it was interrupted" }
        ending = ending ?? pairs.compactMap(\.unreachable).first
        closePorts()
        let outcomes = captures.stop()
        return ProbeFindings(run: self, analysis: captures.analysis, captures: outcomes)
            .evidence(tool: tool, started: started)
    }

    private func steps(_ progress: (ProbeProgress) -> Void) throws {
        clock = try ClockOffset(farEnd, cancellation: cancellation)
        for index in pairs.indices {
            schedule.begin("path to \(pairs[index].farEnd.name), checked from both ends")
            try checkPath(index, progress)
        }
        for index in pairs.indices {
            schedule.begin("round trips to \(pairs[index].farEnd.name), idle")
            try timeIdlePath(index, progress)
        }
        for transfer in plan.transfers(pairs.count) {
            guard !cancellation.isCancelled else { return }
            try make(transfer, progress)
        }
    }

    private func plannedSchedule() -> ProbeSchedule {
        var schedule = ProbeSchedule()
        for _ in pairs {
            schedule.add(PathCheck.seconds(echoes: plan.handshakes, ports: plan.checkedPorts.count))
        }
        for _ in pairs { schedule.add(plan.idleSeconds + 1) }
        for _ in plan.transfers(pairs.count) { schedule.add(plan.seconds + 0.5) }
        return schedule
    }

    /// Opens the port at each of the far end's addresses.
    private func openPorts() throws {
        var opened: Set<InternetAddress> = []
        for pair in pairs where opened.insert(pair.far).inserted {
            _ = try farEnd.call(
                OpenPort(
                    address: pair.far.description, interface: pair.farInterface, port: plan.port, token: token),
                cancellation: cancellation)
        }
    }

    /// Closes the ports, and notes who was not let in.
    private func closePorts() {
        do {
            refusals = try farEnd.call(ClosePorts())
        } catch  where ending == nil {
            ending = "\(error)"
        } catch {
            // Why the run ended says it already.
        }
    }

    /// Checks the path from both ends at once.
    private func checkPath(_ index: Int, _ progress: (ProbeProgress) -> Void) throws {
        let pair = pairs[index]
        let (forward, reverse) = pair.checks(plan)
        // So that the far end finds the port as open here as it would be for a transfer this way.
        let door = try? DataListener(on: SocketAddress(pair.near, port: plan.port), token: token) { _, _ in }
        defer { door?.end() }
        let (farEnd, cancellation) = (farEnd, cancellation)
        let back = try BlockingThread {
            Result { try farEnd.call(reverse, patience: 120_000_000_000, cancellation: cancellation) }
        }
        let there = Result { try ticking(progress) { try PathCheck(forward).run(unless: cancellation) } }
        let said = try back.join().map { [path = pairs[index].reverse] in $0.checked(against: path) }
        let replies = (there, said.mapError { $0 as any Error })
        for (reply, key) in [(replies.0, \PairUnderTest.forward), (replies.1, \PairUnderTest.reverse)] {
            switch reply {
            case .success(let reply):
                pairs[index][keyPath: key] = reply.path
                pairs[index].voided += reply.voided
            case .failure(let error):
                let path = pairs[index][keyPath: key]
                pairs[index].voided.append(
                    VoidedFigure(figure: "path", from: path.from, to: path.to, why: "\(error)"))
            }
        }
    }

    /// Times handshakes, and chooses the buffers by what they took.
    private func timeIdlePath(_ index: Int, _ progress: (ProbeProgress) -> Void) throws {
        let timer = HandshakeTimer(route: pairs[index].route, token: token)
        var least = Int64.max
        do {
            for _ in 0..<Self.warmUp where !cancellation.isCancelled {
                let connection = try timer.connect()
                let information = try connection.socket.information()
                least = min(least, Int64(information.leastRoundTripMicroseconds) * 1_000)
            }
        } catch {
            let isKeptOut = (error as? SystemError)?.isOfPort == true
            let advice =
                "; the data connections need TCP \(plan.port) from here to the far end: open it on the way, or name another "
                + "port with --port"
            pairs[index].unreachable = "\(error)" + (isKeptOut ? advice : "")
            return
        }
        let interval = Int64(plan.idleSeconds * 1e9) / Int64(max(1, plan.handshakes))
        let (count, cancellation) = (plan.handshakes, cancellation)
        pairs[index].idle = try ticking(progress) {
            try timer.run(count: count, interval: interval, cancellation: cancellation)
        }
        let pair = pairs[index]
        pairs[index].route.bufferBytes = BufferChoice.bytes(
            plan.socketBuffer, roundTripSeconds: Double(least) / 1e9, near: pair.nearFacts, far: pair.farFacts)
        if let bytes = pairs[index].route.bufferBytes {
            _ = try farEnd.call(SetBuffers(address: pair.far.description, bytes: bytes), cancellation: cancellation)
        }
    }

    private func make(_ transfer: ProbePlan.Transfer, _ progress: (ProbeProgress) -> Void) throws {
        let reachable = transfer.pairs.filter { pairs[$0].unreachable == nil }
        schedule.begin(transfer.name(to: pairs.map(\.farEnd.name)))
        guard reachable.count == transfer.pairs.count else { return }
        let lanes = reachable.map {
            TransferRun.Lane(pair: $0, route: pairs[$0].route, streams: transfer.streams)
        }
        let total = transfer.streams * lanes.count
        let settings = TransferSettings(
            seconds: plan.seconds, bytesPerSecond: plan.maxRateMbps.map { $0 * 1e6 / 8 / Double(total) },
            congestionControl: plan.congestionControl)
        let run = TransferRun(
            farEnd: farEnd, token: token, direction: transfer.direction, lanes: lanes, settings: settings,
            firstStream: nextStream)
        nextStream += UInt32(total)
        var before = (time: MonotonicClock.now, bytes: 0)
        progress(schedule.progress())
        var outcome = try run.run(cancellation: cancellation) { bytes in
            let now = MonotonicClock.now
            let mbps = Double(bytes - before.bytes) * 8_000 / Double(max(1, now - before.time))
            before = (now, bytes)
            progress(schedule.progress(mbps: mbps))
        }
        outcome.maxRateMbps = plan.maxRateMbps
        transfers.append(outcome)
        if let failure = outcome.failure, !cancellation.isCancelled { throw MeasurementError(failure) }
    }

    /// Does `body` on a thread of its own, and tells the progress meanwhile.
    private func ticking<Value: Sendable>(
        _ progress: (ProbeProgress) -> Void, _ body: @escaping @Sendable () throws -> Value
    ) throws -> Value {
        let done = try Mailbox<Result<Value, any Error>>()
        try BlockingThread { done.put(Result { try body() }) }.detach()
        while true {
            progress(schedule.progress())
            if let value = try done.take(until: MonotonicClock.now + 250_000_000) { return try value.get() }
        }
    }
}
