public import Evidence
import LinuxSystem

extension TCPFlow {
    /// What the evidence carries of this connection.
    ///
    /// - Parameters:
    ///   - captureStart: The time stamp of the capture's first frame, in nanoseconds since 1970.
    ///   - interfaceName: The name of the interface that saw it.
    /// - Returns: A flow without rates where its times or bytes tell none.
    public func evidence(captureStart: Int64, interfaceName: String?) -> Flow {
        var flow = Flow(
            client: client.address.description, clientPort: Int(client.port), server: server.address.description,
            serverPort: Int(server.port), started: Double(firstTime &- captureStart) / 1e9,
            seconds: Double(lastTime &- firstTime) / 1e9, packets: packets)
        flow.number = number
        flow.interface = interfaceName
        flow.vlan = vlan
        flow.clientMss = forward.mss
        flow.serverMss = reverse.mss
        flow.clientBytes = forward.payloadBytes
        flow.serverBytes = reverse.payloadBytes
        guard !clockStepped else { return flow }
        flow.capturedAt = capturePoint.flatMap { Flow.CapturePoint(rawValue: $0.rawValue) }
        flow.rttMs = pathRoundTrips.evidence
        flow.initialRttMs = initialRoundTrip.map { Double($0) / 1e6 }
        let ambiguous = forward.ambiguousSamples + reverse.ambiguousSamples
        flow.ambiguousSamples = ambiguous > 0 ? ambiguous : nil
        flow.goodput = [(Goodput.Direction.forward, forward), (.reverse, reverse)].compactMap { name, direction in
            let transfer = Transfer([direction])
            guard transfer.tellsRate else { return nil }
            return transfer.evidence(name, capturedAtSender: isCapturedAtSender(of: direction))
        }
        return flow
    }

    /// Whether the capture shows what the sender of a direction had on its way.
    func isCapturedAtSender(of direction: TCPDirection) -> Bool {
        switch capturePoint {
        case .client: direction.from == client
        case .server: direction.from == server
        case .between, nil: true
        }
    }
}

extension Transfer {
    /// What the evidence carries of this transfer.
    ///
    /// - Parameters:
    ///   - direction: Which way it went.
    ///   - capturedAtSender: Whether the capture was taken on the sender's side of the path, so that it tells the limit.
    /// - Returns: nil when nothing was acknowledged.
    public func evidence(_ direction: Goodput.Direction, capturedAtSender: Bool = true) -> Goodput? {
        guard acknowledgedBytes > 0 else { return nil }
        let mean = meanMbps ?? 0
        var goodput = Goodput(
            direction: direction, streams: streams.count, mbps: steadyMbps ?? mean, seconds: seconds,
            bytes: acknowledgedBytes)
        goodput.meanMbps = meanMbps
        goodput.capturedBytes = acknowledgedBytes
        goodput.retransmits = retransmits
        goodput.lossRate = lossRate
        goodput.series = series.map { Point(seconds: $0.seconds, value: $0.mbps) }
        guard capturedAtSender else { return goodput }
        goodput.lossCeilingMbps = lossCeilingMbps
        if let limit {
            goodput.limitedBy = limit.limit
            goodput.limitedWhy = limit.why
            goodput.windowBytes = limit.windowBytes
        }
        return goodput
    }

    /// What limited the stream with most data.
    public var limit: TransferLimit? {
        streams.max { $0.acknowledgedBytes < $1.acknowledgedBytes }.flatMap(TransferLimit.init)
    }

    /// The most that loss-based congestion control gets through at this loss and round trip, for all streams together.
    ///
    /// MSS/RTT · √(3/2)/√p of Mathis, Semke, Mahdavi and Ott 1997, in 10^6 bit/s; nil without loss.
    public var lossCeilingMbps: Double? {
        let trips = roundTrips
        let least = min(trips.handshake.least, trips.ack.least, trips.timestamp.least)
        guard lossRate > 0, least > 0, least < .max, let mss = streams.compactMap(\.mss).min() else { return nil }
        let perStream = Double(mss) * 8 / (Double(least) / 1e9) * 1.2247 / lossRate.squareRoot()
        return perStream * Double(streams.count) / 1e6
    }
}
