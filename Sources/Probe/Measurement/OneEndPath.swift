import Agent
import Evidence
import LinuxSystem

/// One path of a probe without a far end, measured step by step.
final class OneEndPath {
    private(set) var path: Path
    private(set) var voided: [VoidedFigure] = []
    let from: End
    let to: End

    private let plan: OneEndPlan
    private let ends: PathEnds
    private let near: InternetAddress
    private let times: PathTimes
    private let keep: CaptureFiles?
    private var echo: Echo?
    /// Why no echo request could be sent.
    private var echoRefusal: String?
    private var series: HandshakeSeries?
    private var completed: Set<OneEndSchedule.Step> = []

    /// A path that has a way.
    init(_ plan: OneEndPlan, _ pair: AddressPair, number: Int) throws(MeasurementError) {
        guard let far = pair.far.address else { throw MeasurementError("a probe needs the far address") }
        self.plan = plan
        if let name = pair.near.interface { _ = try interfaceInUse(name) }
        do throws(SystemError) {
            let index = try pair.near.interface.flatMap { name throws(SystemError) in try NetworkInterface.named(name)
            }?.index
            let route = try Route.to(far, from: pair.near.address, interface: index)
            guard let source = pair.near.address ?? route.source else {
                throw SystemError("find an address of this machine for the way to \(far)", number: 99)
            }
            near = source.on(interface: route.interface)
            let interface = try NetworkInterface.all().first { $0.index == route.interface }?.name
            let far = far.on(interface: route.interface)
            ends = PathEnds(to: far, from: near, interface: pair.near.interface)
            from = EndFacts(address: near, interface: pair.near.interface ?? interface).end(pair.near, address: near)
        } catch {
            throw MeasurementError("\(error)")
        }
        var end = End(name: pair.far.name ?? far.description, address: far.description)
        (end.host, end.adapter, end.netstack, end.site) = (
            pair.far.host, pair.far.adapter, pair.far.netstack, pair.far.site
        )
        to = end
        path = Path(from: from.name, to: to.name)
        times = PathTimes(near: near, far: far)
        var files = plan.keep
        if number > 0 { files?.path += ".pair\(number + 1)" }
        keep = files
    }

    /// Measures all steps, or those until somebody wants to stop; `progress` is told the step and the seconds that are left.
    func measure(
        _ steps: [OneEndSchedule.Step] = OneEndSchedule.Step.allCases, unless cancellation: Cancellation,
        progress: (String, Double) -> Void
    ) {
        let capture = startCapture()
        let schedule = OneEndSchedule(plan)
        for step in steps where !cancellation.isCancelled {
            progress(step.rawValue, schedule.left(step, share: 0))
            run(step, cancellation) { progress(step.rawValue, schedule.left(step, share: $0)) }
        }
        if cancellation.isCancelled { void("path", "the probe was stopped before its end") }
        finish(capture?.stop())
    }

    private func startCapture() -> LiveCapture? {
        guard let interface = from.interface else { return nil }
        let filter = CaptureFilter([.icmp(near, ends.to), .tcp(near, ends.to, ports: plan.ports)])
        do {
            return try LiveCapture(.init(interface: interface, filter: filter, keep: keep), sink: times)
        } catch {
            void("capture", "\(error); times are the kernel's stamps of the sockets")
            return nil
        }
    }

    private func run(_ step: OneEndSchedule.Step, _ cancellation: Cancellation, _ progress: (Double) -> Void) {
        do throws(MeasurementError) {
            switch step {
            case .neighbors: try findNeighbors(cancellation)
            case .ports: try checkPorts(cancellation, progress)
            case .echo: try measureEcho(cancellation, progress)
            case .handshakes: try measureHandshakes(cancellation, progress)
            case .mtu: try findMTU(cancellation)
            case .hops: try countHops(cancellation)
            }
            if !cancellation.isCancelled { completed.insert(step) }
        } catch {
            if step == .echo { echoRefusal = "\(error)" }
            void(step.figure, "\(error)")
        }
    }

    private func findNeighbors(_ cancellation: Cancellation) throws(MeasurementError) {
        let found = try HardwareAddresses.find(ends, unless: cancellation)
        if let all = found.all, !all.isEmpty { path.hardwareAddresses = all.map(\.description) }
    }

    private func checkPorts(_ cancellation: Cancellation, _ progress: (Double) -> Void) throws(MeasurementError) {
        for (index, port) in plan.ports.enumerated() where !cancellation.isCancelled {
            let check = try PortCheck.check(port, ends, unless: cancellation)
            path.ports["\(port)"] = check.state
            if check.state == nil { void("ports.\(port)", check.why ?? "no answer") }
            if check.state == .open || check.state == .closed { path.reachable = true }
            progress(Double(index + 1) / Double(plan.ports.count))
        }
    }

    private func measureEcho(_ cancellation: Cancellation, _ progress: (Double) -> Void) throws(MeasurementError) {
        var options = Echo.Options()
        options.count = plan.echoes
        options.interval = nanoseconds(plan.echoInterval)
        options.patience = nanoseconds(plan.patience)
        let echo = try Echo.measure(ends, options, unless: cancellation) { progress(Double($0) / Double($1)) }
        self.echo = echo
        var counts = Path.Echo(sent: echo.sent, received: echo.received)
        counts.duplicates = echo.duplicates
        path.echo = counts
        if echo.received > 0 {
            path.reachable = true
        } else if echo.sent > 0 {
            let errors = echo.errors.isEmpty ? "" : ": " + echo.errors.joined(separator: "; ")
            void("rttMs.icmp", "no echo request was answered\(errors)")
        }
    }

    /// Times an open port: the reset of a closed one may be a firewall's on the way, and is no handshake.
    private func measureHandshakes(
        _ cancellation: Cancellation, _ progress: (Double) -> Void
    ) throws(MeasurementError) {
        let hasEcho = (echo?.received ?? 0) > 0
        guard let port = plan.ports.first(where: { path.ports["\($0)"] == .open }) else {
            if !hasEcho { void("rttMs.handshake", "none of the ports is open, so no handshake can be timed") }
            return
        }
        let series = try HandshakeSeries.measure(
            port: port, ends, count: hasEcho ? plan.handshakes : plan.handshakesWithoutEcho,
            interval: nanoseconds(plan.handshakeInterval), unless: cancellation
        ) { progress(Double($0) / Double($1)) }
        self.series = series
        if series.roundTrips.isEmpty { void("rttMs.handshake", "port \(port) no longer accepts connections") }
    }

    private func findMTU(_ cancellation: Cancellation) throws(MeasurementError) {
        guard let echo, echo.received > 0 else {
            return void("pathMtu", echoRefusal ?? "echo requests are not answered, so no size can be tried")
        }
        var options = MTULadder.Options(configured: plan.mtu ?? from.mtu ?? 1500)
        options.patience = patience
        let ladder = try MTULadder.measure(ends, options, unless: cancellation)
        path.mtuLadder = ladder.steps
        path.pathMtu = ladder.pathMtu
        if ladder.pathMtu == nil { void("pathMtu", ladder.why ?? "no size was answered") }
    }

    /// How long one answer is waited for, by how long those took that came.
    private var patience: Int64 {
        let slowest = ((echo?.roundTrips ?? []) + (series?.roundTrips ?? [])).max() ?? 0
        return min(nanoseconds(plan.patience), max(300_000_000, 4 * slowest))
    }

    private func countHops(_ cancellation: Cancellation) throws(MeasurementError) {
        guard path.reachable == true else { return void("hops", "nothing answered") }
        let count = try HopCount.measure(ends, patience: patience, unless: cancellation)
        path.hops = count.routers
        if count.routers == nil, !cancellation.isCancelled {
            void("hops", "the far end answered no packet with a hop limit")
        }
    }

    /// Takes the times from the capture where there is one that can be relied on, else from the sockets.
    private func finish(_ outcome: LiveCapture.Outcome?) {
        path.capture = outcome?.capture
        for figure in outcome?.voided ?? [] where figure.figure == "capture" || figure.figure == "rttMs" {
            void(figure.figure, figure.why)
        }
        // That nobody answers is known once all that could be answered was tried to its end.
        if path.reachable == nil, completed.isSuperset(of: [.echo, .ports]) { path.reachable = false }
        guard !voided.contains(where: { $0.figure == "rttMs" }) else { return }
        if let echo {
            path.rttMs.icmp = distribution(
                choose(echo.roundTrips, captured: outcome.map { _ in times.echoes(echo.identifier) }))
        }
        if let series {
            path.rttMs.handshake = distribution(
                choose(series.roundTrips, captured: outcome.map { _ in times.handshakes(series.localPorts) }))
        }
    }

    /// The times of the capture, unless the replies take a way on which it does not see them.
    private func choose(_ ofSocket: [Int64], captured: [Int64]?) -> [Int64] {
        guard let captured, !ofSocket.isEmpty, captured.isEmpty else { return captured ?? ofSocket }
        if !voided.contains(where: { $0.figure == "capture" }) {
            let place = from.interface.map { "than \($0)" } ?? "than requests leave by"
            void(
                "capture",
                "replies come back on another interface \(place), where the capture does not see them; "
                    + "times are the sockets' own")
        }
        return ofSocket
    }

    private func distribution(_ nanoseconds: [Int64]) -> Distribution? {
        var samples = RoundTripSamples()
        for value in nanoseconds { samples.add(value) }
        return samples.distribution()
    }

    private func void(_ figure: String, _ why: String) {
        voided.append(VoidedFigure(figure: figure, from: path.from, to: path.to, why: why))
    }
}

private func nanoseconds(_ seconds: Double) -> Int64 { Int64(max(0, min(seconds, 3_600)) * 1e9) }

extension OneEndSchedule.Step {
    /// The key of what it measures.
    fileprivate var figure: String {
        switch self {
        case .neighbors: "hardwareAddresses"
        case .ports: "ports"
        case .echo: "rttMs.icmp"
        case .handshakes: "rttMs.handshake"
        case .mtu: "pathMtu"
        case .hops: "hops"
        }
    }
}
