public import Evidence
import LinuxSystem

/// Puts together what the evidence tells of capture files.
public struct CaptureEvidence {
    /// A file that was read.
    public struct File: Sendable {
        /// Its name, as it was given.
        public var name: String
        /// What it turned out to be.
        public var summary: CaptureFileSummary

        /// A name and what was read under it.
        public init(name: String, summary: CaptureFileSummary) {
            self.name = name
            self.summary = summary
        }
    }

    /// How many pairs of ends become paths.
    private static let pathLimit = 10

    /// The files, in the order in which they were read.
    public var files: [File]
    /// The interfaces by which the frames are numbered.
    public var interfaces: [CaptureInterface]

    /// Files and the interfaces in them.
    public init(files: [File], interfaces: [CaptureInterface]) {
        self.files = files
        self.interfaces = interfaces
    }

    /// The evidence of `analysis`, with the `flowLimit` connections that carried most.
    public func evidence(of analysis: TrafficAnalysis, tool: Evidence.Tool, flowLimit: Int) -> Evidence {
        let span = analysis.span ?? (0, 0)
        let flows = analysis.flows(limit: max(flowLimit, 1_000))
        var evidence = Evidence(
            kind: .analysis, tool: tool, started: Timestamp.text(span.first), finished: Timestamp.text(span.last))
        evidence.flows = flows.prefix(flowLimit).map {
            $0.evidence(captureStart: span.first, interfaceName: name(of: $0))
        }
        evidence.flowCount = analysis.totals.flows
        evidence.voided = voided(analysis.totals)
        let capture = capture(analysis.totals)
        for pair in Self.pairs(flows) {
            evidence.paths.append(Self.path(pair, capture: capture))
            for address in [pair[0].client.address, pair[0].server.address] {
                let text = address.description
                if !evidence.ends.contains(where: { $0.name == text }) {
                    evidence.ends.append(End(name: text, address: text))
                }
            }
        }
        return evidence
    }

    private func name(of flow: TCPFlow) -> String? {
        interfaces.indices.contains(flow.interface) ? interfaces[flow.interface].name : nil
    }

    private func capture(_ totals: TrafficTotals) -> Capture {
        var capture = Capture(packets: totals.packets)
        capture.files = files.map { Capture.File(file: $0.name, sha256: $0.summary.sha256, bytes: $0.summary.bytes) }
        let drops = files.compactMap(\.summary.drops)
        if drops.count == files.count { capture.kernelDrops = drops.reduce(0, +) }
        let names = Set(interfaces.compactMap(\.name)).sorted()
        if !names.isEmpty { capture.interface = names.joined(separator: ", ") }
        capture.linkType = Set(interfaces.map(\.link.name)).sorted().joined(separator: ", ")
        capture.snapLength = files.compactMap(\.summary.snapLength).min()
        let isCoarse = files.contains { $0.summary.resolution == .microseconds }
        capture.resolution = isCoarse ? .microseconds : .nanoseconds
        return capture
    }

    /// What the capture holds and the figures do not.
    private func voided(_ totals: TrafficTotals) -> [VoidedFigure] {
        var voided: [VoidedFigure] = []
        func note(_ figure: String, _ count: Int, _ why: (String) -> String) {
            if count > 0 { voided.append(VoidedFigure(figure: figure, why: why(Self.packets(count)))) }
        }
        for file in files {
            guard let problem = file.summary.problem else { continue }
            voided.append(VoidedFigure(figure: "capture", why: "\(file.name) \(problem)"))
        }
        let drops = files.compactMap(\.summary.drops).reduce(0, +)
        note("goodput", drops) { "whoever captured dropped \($0)" }
        note("flows", totals.untimed) { "passed over \($0) without a usable time stamp" }
        note("flows", totals.fragments) { "passed over \($0) of fragmented IP datagrams" }
        note("flows", totals.malformed) { "passed over \($0) with lengths that contradict each other" }
        note("flows", totals.snapped) { "passed over \($0) cut within the headers; capture with -s 128" }
        note("flows", totals.unknownLink) {
            "passed over \($0) of \(totals.unknownLinkType?.name ?? "an unknown link type")"
        }
        for figure in totals.clockSteps > 0 ? ["rttMs", "goodput"] : [] {
            note(figure, totals.clockSteps) {
                "the clock stepped back by more than 1 ms in front of \($0), so nothing is timed of the connections of that "
                    + "moment"
            }
        }
        return voided
    }

    private static func packets(_ count: Int) -> String { count == 1 ? "1 packet" : "\(count) packets" }

    /// The connections by their ends, those pairs of ends first whose connections carried most.
    private static func pairs(_ flows: [TCPFlow]) -> [[TCPFlow]] {
        var order: [[InternetAddress]: Int] = [:]
        var pairs: [[TCPFlow]] = []
        for flow in flows {
            let ends = [flow.client.address, flow.server.address]
            if let position = order[ends] ?? order[ends.reversed()] {
                pairs[position].append(flow)
            } else {
                order[ends] = pairs.count
                pairs.append([flow])
            }
        }
        return Array(
            pairs.sorted { bytes($0) > bytes($1) }.prefix(pathLimit).filter { bytes($0) > 0 || $0.count > 0 })
    }

    private static func bytes(_ flows: [TCPFlow]) -> Int {
        flows.reduce(0) { $0 + $1.forward.payloadBytes + $1.reverse.payloadBytes }
    }

    private static func path(_ flows: [TCPFlow], capture: Capture) -> Path {
        let (from, to) = (flows[0].client.address, flows[0].server.address)
        var path = Path(from: from.description, to: to.description)
        path.capture = capture
        var idle = RoundTripTimes()
        var loaded = RoundTripTimes()
        for flow in flows where !flow.clockStepped {
            var trips = flow.pathRoundTrips
            idle.handshake.merge(trips.handshake)
            trips.handshake = RoundTripSamples()
            // Data that fills the path waits for itself.
            if max(flow.forward.payloadBytes, flow.reverse.payloadBytes) > 1 << 20 {
                loaded.merge(trips)
            } else {
                idle.merge(trips)
            }
        }
        path.rttMs = idle.evidence
        let underLoad = loaded.evidence
        if underLoad != Path.RoundTrips() { path.rttLoadedMs = underLoad }
        path.reachable = flows.contains { $0.forward.packets > 0 && $0.reverse.packets > 0 } ? true : nil
        for (name, sender) in [(Goodput.Direction.forward, from), (.reverse, to)] {
            if let goodput = goodput(flows, from: sender, name) { path.goodput.append(goodput) }
        }
        return path
    }

    /// The largest stream from one end, together with those that ran beside it for most of its time.
    private static func goodput(
        _ flows: [TCPFlow], from sender: InternetAddress, _ name: Goodput.Direction
    ) -> Goodput? {
        let streams = flows.filter { !$0.clockStepped }.flatMap { flow in
            [flow.forward, flow.reverse].filter { $0.from.address == sender }.map { (flow, $0) }
        }
        guard let (flow, largest) = streams.max(by: { $0.1.acknowledgedBytes < $1.1.acknowledgedBytes }),
            let start = largest.firstDataTime, let end = largest.lastAckTime
        else { return nil }
        let beside = streams.map(\.1).filter { stream in
            guard let first = stream.firstDataTime, let last = stream.lastAckTime else { return false }
            return (min(last, end) &- max(first, start)) * 2 >= end - start
                && stream.acknowledgedBytes * 10 >= largest.acknowledgedBytes
        }
        let transfer = Transfer(beside.isEmpty ? [largest] : beside)
        guard transfer.tellsRate else { return nil }
        return transfer.evidence(name, capturedAtSender: flow.isCapturedAtSender(of: largest))
    }
}
