import LinuxSystem

extension FlowKey {
    /// The key of the connections between two ends; nil for ends of different families.
    init?(_ one: SocketAddress, _ other: SocketAddress) {
        guard one.address.family == other.address.family else { return nil }
        let (first, second) = (Address(one.address), Address(other.address))
        let isInOrder = first == second ? one.port <= other.port : first < second
        self.init(
            low: isInOrder ? first : second, high: isInOrder ? second : first,
            ports: isInOrder
                ? UInt32(one.port) << 16 | UInt32(other.port) : UInt32(other.port) << 16 | UInt32(one.port),
            isIPv6: one.address.family == .ipv6)
    }

    /// The lower end.
    var lowEnd: SocketAddress {
        SocketAddress(low.internetAddress(isIPv6: isIPv6), port: UInt16(truncatingIfNeeded: ports >> 16))
    }

    /// The higher end.
    var highEnd: SocketAddress {
        SocketAddress(high.internetAddress(isIPv6: isIPv6), port: UInt16(truncatingIfNeeded: ports))
    }
}

extension FlowKey.Address {
    init(_ address: InternetAddress) {
        for byte in address.bytes.dropLast(8) { upper = upper << 8 | UInt64(byte) }
        for byte in address.bytes.suffix(8) { lower = lower << 8 | UInt64(byte) }
    }

    func internetAddress(isIPv6: Bool) -> InternetAddress {
        func bytes(_ half: UInt64, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: half >> UInt64(8 * (count - 1 - $0))) }
        }
        return isIPv6
            ? InternetAddress(family: .ipv6, bytes: bytes(upper, 8) + bytes(lower, 8))
            : InternetAddress(family: .ipv4, bytes: bytes(lower, 4))
    }
}

extension TCPFlow {
    init(_ flow: FlowState, start: Int64) {
        let (low, high) = (flow.key.lowEnd, flow.key.highEnd)
        let client = flow.clientIsLow ? low : high
        let server = flow.clientIsLow ? high : low
        let one = TCPDirection(flow.low, peer: flow.high, from: low, to: high, start: start)
        let other = TCPDirection(flow.high, peer: flow.low, from: high, to: low, start: start)
        self.init(
            number: flow.number, client: client, server: server, sawOpening: flow.sawOpening,
            clockStepped: flow.clockStepped,
            interface: flow.interface, sawOtherInterfaces: flow.sawOtherInterfaces, vlan: flow.vlan.map(Int.init),
            firstTime: flow.firstTime, lastTime: flow.lastTime, packets: flow.packets,
            forward: flow.clientIsLow ? one : other, reverse: flow.clientIsLow ? other : one,
            initialRoundTrip: flow.initialRoundTrip >= 0 && !flow.initialIsAmbiguous ? flow.initialRoundTrip : nil)
    }
}

extension TCPDirection {
    init(
        _ state: DirectionState, peer: DirectionState, from: SocketAddress, to: SocketAddress,
        start: Int64
    ) {
        self.init(from: from, to: to)
        packets = state.packets
        segments = state.segments
        payloadBytes = state.payloadBytes
        acknowledgedBytes = state.acknowledgedBytes
        missedBytes = state.isAcknowledged ? state.holes.missedBytes(before: state.acknowledgedTo) : 0
        retransmits = Int(state.retransmits)
        retransmittedBytes = state.retransmittedBytes
        spuriousRetransmits = Int(state.spuriousRetransmits)
        outOfOrder = Int(state.outOfOrder)
        duplicateFrames = Int(state.duplicateFrames)
        duplicateAcks = Int(state.duplicateAcks)
        zeroWindows = Int(state.zeroWindows)
        keepAlives = Int(state.keepAlives)
        mss = state.mss > 0 ? Int(state.mss) : nil
        windowScale = state.windowScale < 255 ? Int(state.windowScale) : nil
        peerWindowScale = peer.windowScale < 255 ? Int(peer.windowScale) : nil
        idleTime = state.idleTime
        largestWindow = state.largestWindow > 0 ? Int(state.largestWindow) : nil
        largestFlight = Int(state.largestFlight)
        roundTrips.handshake = state.handshakeTrips.samples
        roundTrips.ack = state.ackTrips.samples
        roundTrips.timestamp = state.timestampTrips.samples
        ambiguousSamples = Int(state.ambiguousSamples)
        timeline = state.timeline.timeline
        timeline.start = start
        firstDataTime = state.firstDataTime == .min ? nil : state.firstDataTime
        lastAckTime = state.lastAckTime == .min ? nil : state.lastAckTime
    }
}
