import LinuxSystem

/// Decodes frames and hands each segment to its connection.
struct FlowEngine: ~Copyable {
    private(set) var totals = TrafficTotals()
    private(set) var store = FlowStore()
    /// By how many nanoseconds time stamps may lie out of order without a step of the clock.
    static let reordering: Int64 = 1_000_000

    private let flowLimit: Int
    private let samples: (any RoundTripSink)?

    private var firstTime: Int64 = .min
    private var lastTime: Int64 = .min
    private var previousTime: Int64 = .min
    /// The interval of the timelines that the frame before was in, and where it begins.
    private var intervalIndex: UInt32 = 0
    private var intervalStart: Int64 = 0

    init(flowLimit: Int, samples: (any RoundTripSink)?) {
        self.flowLimit = max(2, flowLimit)
        self.samples = samples
    }

    var span: (first: Int64, last: Int64)? { firstTime == .min ? nil : (firstTime, lastTime) }

    @inline(__always)
    mutating func add(
        _ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int
    ) {
        totals.packets &+= 1
        keepTime(time)
        var segment = TCPSegment()
        let kind = TCPSegment.decode(
            unsafe PacketBytes(frame), originalLength: originalLength, link: link, into: &segment)
        guard kind == .tcp else { return count(kind, link) }
        totals.tcpPackets &+= 1
        let position = position(of: segment, time: time, interface: interface)
        let moment = TimelineRecorder.Moment(
            index: intervalIndex, offset: UInt32(clamping: time &- intervalStart))
        let outcome = store[position].follow(segment, time: time, interface: interface, moment: moment)
        totals.payloadBytes &+= Int(outcome.newBytes)
        if let samples { pass(outcome, of: store[position].number, to: samples) }
    }

    mutating func addUntimed() {
        totals.packets += 1
        totals.untimed += 1
    }

    /// The position of the connection that `segment` belongs to, which may begin with it.
    @inline(__always)
    private mutating func position(of segment: TCPSegment, time: Int64, interface: Int) -> Int {
        if let position = store.find(segment.key) {
            guard segment.isSYN, store[position].isReused(by: segment) else { return position }
            store[position].isReplaced = true
        }
        if store.count >= flowLimit { fold() }
        let number = totals.flows
        totals.flows &+= 1
        return store.insert(FlowState(segment, number: number, time: time, interface: interface))
    }

    @inline(__always)
    private mutating func keepTime(_ time: Int64) {
        if time < previousTime, time < previousTime &- Self.reordering { totals.clockSteps &+= 1 }
        previousTime = time
        if firstTime == .min {
            firstTime = time
            intervalStart = time
        }
        lastTime = max(lastTime, time)
        let offset = time.subtractingReportingOverflow(intervalStart)
        if offset.overflow || offset.partialValue < 0 || offset.partialValue >= Timeline.shortestInterval {
            moveInterval(to: time)
        }
    }

    @inline(never)
    private mutating func moveInterval(to time: Int64) {
        let distance = time.subtractingReportingOverflow(firstTime)
        let index = distance.overflow ? 0 : max(0, distance.partialValue) / Timeline.shortestInterval
        intervalIndex = UInt32(clamping: index)
        intervalStart = firstTime &+ Int64(intervalIndex) &* Timeline.shortestInterval
    }

    @inline(never)
    private mutating func count(_ kind: FrameKind, _ link: LinkType) {
        switch kind {
        case .tcp: totals.tcpPackets += 1
        case .other: totals.otherPackets += 1
        case .fragment: totals.fragments += 1
        case .malformed: totals.malformed += 1
        case .snapped: totals.snapped += 1
        case .unknownLink:
            totals.unknownLink += 1
            totals.unknownLinkType = link
        }
    }

    @inline(never)
    private func pass(_ outcome: SegmentOutcome, of flow: Int, to samples: any RoundTripSink) {
        func pass(_ trip: SegmentOutcome.Trip?, _ kind: RoundTripSample.Kind) {
            guard let trip else { return }
            samples.add(
                RoundTripSample(
                    frame: totals.packets, flow: flow, kind: kind, nanoseconds: trip.nanoseconds,
                    isAmbiguous: trip.isAmbiguous))
        }
        pass(outcome.ack, outcome.ack?.isHandshake == true ? .handshake : .ack)
        pass(outcome.initial, .initial)
        pass(outcome.timestamp, .timestamp)
    }

    /// Makes room: keeps the connections with most data and those seen last, and adds up the others.
    private mutating func fold() {
        var sizes: [Int] = []
        var times: [Int64] = []
        for position in 0..<store.count {
            sizes.append(store[position].payloadBytes)
            times.append(store[position].isFinished ? .min : store[position].lastTime)
        }
        sizes.sort(by: >)
        times.sort(by: >)
        let quarter = store.count / 4
        let (size, time) = (sizes[quarter], times[quarter])
        var folded = totals
        store.removeAll { flow in
            guard flow.payloadBytes <= size, flow.isFinished || flow.lastTime <= time else { return false }
            folded.foldedFlows += 1
            folded.foldedPackets += flow.packets
            folded.foldedPayloadBytes += flow.payloadBytes
            flow.release()
            return true
        }
        totals = folded
    }

    /// The connections with most data, at most `limit` of them.
    func flows(limit: Int) -> [TCPFlow] {
        let order = (0..<store.count).sorted {
            let (one, other) = (store[$0].payloadBytes, store[$1].payloadBytes)
            return one != other ? one > other : store[$0].number < store[$1].number
        }
        return order.prefix(max(0, limit)).map { TCPFlow(store[$0], start: firstTime) }
    }

    /// The latest connection between two ends.
    func flow(from: SocketAddress, to: SocketAddress) -> TCPFlow? {
        guard let key = FlowKey(from, to) else { return nil }
        return store.position(of: key).map { TCPFlow(store[$0], start: firstTime) }
    }
}
