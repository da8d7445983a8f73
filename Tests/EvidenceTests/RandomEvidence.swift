import Evidence
import TestSupport

/// Evidence of any shape that the types can have.
struct RandomEvidence {
    var random: SeededGenerator
    /// Of how many optional parts one is left out; none when 0.
    private let gaps: Int

    /// Evidence in which nothing is left out.
    static func complete() -> Evidence {
        var generator = RandomEvidence(seed: 1, gaps: 0)
        return generator.evidence()
    }

    init(seed: UInt64, gaps: Int = 2) {
        random = SeededGenerator(seed: seed)
        self.gaps = gaps
    }

    mutating func evidence() -> Evidence {
        var evidence = Evidence(
            kind: random.pick([.probe, .analysis, .trial]), tool: .init(name: "vmotion-preflight", version: "0.1"),
            started: "2026-11-22T18:00:00Z", finished: "2026-11-22T18:01:00.250Z")
        evidence.interrupted = maybe(random.oneIn(2))
        evidence.voided = some { generator in
            VoidedFigure(
                figure: generator.random.pick(["reachable", "rttMs", "goodput", "größe \"x\""]),
                from: generator.maybe("one"), to: generator.maybe("two"), why: "it\nwas: {so}")
        }
        evidence.ends = ["one", "two"].map { end($0) }
        evidence.paths = some { $0.path() }
        evidence.flows = maybe(some { $0.flow() })
        evidence.flowCount = maybe(count())
        evidence.vlans = maybe(some { $0.vlan() })
        evidence.trial = maybe(trial())
        return evidence
    }

    mutating func maybe<Value>(_ value: Value) -> Value? { gaps > 0 && random.oneIn(gaps) ? nil : value }

    mutating func some<Value>(_ make: (inout RandomEvidence) -> Value) -> [Value] {
        (0..<(gaps == 0 ? 2 : Int.random(in: 0...3, using: &random))).map { _ in make(&self) }
    }

    mutating func count() -> Int { Int.random(in: 0...(1 << 50), using: &random) }

    mutating func number() -> Double { Double.random(in: 0...1000, using: &random) }

    private mutating func end(_ name: String) -> End {
        var end = End(name: name, address: random.pick(["10.0.0.1", "fd00::1", "FE80:0::1"]))
        end.host = maybe("esx1")
        end.adapter = maybe("vmk1")
        end.netstack = maybe("vmotion")
        end.site = maybe("a")
        end.interface = maybe("eth0")
        end.mtu = maybe(9000)
        end.kernel = maybe("6.1.0")
        end.driver = maybe("virtio_net")
        end.speedMbps = maybe(10_000)
        end.congestionControl = maybe("cubic")
        end.sendBufferBytes = maybe(count())
        end.receiveBufferBytes = maybe(count())
        return end
    }

    private mutating func path() -> Path {
        var path = Path(from: random.pick(["one", "two"]), to: random.pick(["one", "two"]))
        path.reachable = maybe(random.oneIn(2))
        path.rttMs = roundTrips()
        path.rttLoadedMs = maybe(roundTrips())
        var echo = Path.Echo(sent: 20, received: 19)
        echo.duplicates = maybe(1)
        path.echo = maybe(echo)
        path.goodput = some { $0.goodput() }
        path.pathMtu = maybe(1500)
        path.mtuLadder = maybe(
            some { generator in
                var step = Path.LadderStep(mtu: generator.count(), answered: generator.random.oneIn(2))
                step.reportedMtu = generator.maybe(1500)
                step.reportedBy = generator.maybe("10.0.0.254")
                return step
            })
        path.ports = ["8000": .open, "902": .filtered, "22": .closed]
        path.hops = maybe(2)
        path.hardwareAddresses = maybe(["00:50:56:60:00:02", "52:54:00:12:34:5F"])
        path.clockOffsetMs = maybe(-number())
        path.clockOffsetErrorMs = maybe(number())
        path.capture = maybe(capture())
        return path
    }

    private mutating func roundTrips() -> Path.RoundTrips {
        var trips = Path.RoundTrips()
        trips.handshake = maybe(distribution())
        trips.ack = maybe(distribution())
        trips.timestamp = maybe(distribution())
        trips.icmp = maybe(distribution())
        return trips
    }

    mutating func distribution() -> Distribution {
        var distribution = Distribution(count: count(), min: 0, p50: 1e-7, p90: number(), p99: 1_012, max: 1e21)
        distribution.histogram = some { .init(upTo: $0.number(), count: $0.count()) }
        return distribution
    }

    private mutating func goodput() -> Goodput {
        var goodput = Goodput(
            direction: random.pick([.forward, .reverse]), streams: 4, mbps: number(), seconds: 10, bytes: count())
        goodput.meanMbps = maybe(number())
        goodput.capturedBytes = maybe(count())
        goodput.retransmits = maybe(count())
        goodput.lossRate = maybe(0.01)
        goodput.series = some { Point(seconds: -$0.number(), value: $0.number()) }
        goodput.limitedBy = maybe(random.pick([.path, .window, .loss, .sender]))
        goodput.limitedWhy = maybe("the window was full")
        goodput.windowBytes = maybe(count())
        goodput.lossCeilingMbps = maybe(number())
        goodput.maxRateMbps = maybe(number())
        goodput.pairs = maybe(some { .init(from: "one", to: "two", mbps: $0.number()) })
        return goodput
    }

    private mutating func capture() -> Capture {
        var capture = Capture(packets: count())
        capture.files = maybe(some { .init(file: "a.pcap", sha256: "ab12", bytes: $0.maybe(7)) })
        capture.kernelDrops = maybe(count())
        capture.received = maybe(count())
        capture.interface = maybe("eth0")
        capture.linkType = maybe("EN10MB")
        capture.snapLength = maybe(128)
        capture.clock = maybe("kernel")
        capture.resolution = maybe(random.pick([.microseconds, .nanoseconds]))
        capture.clockStepMs = maybe(-number())
        return capture
    }

    private mutating func flow() -> Flow {
        var flow = Flow(
            client: "10.0.0.1", clientPort: 40_000, server: "10.0.0.2", serverPort: 8000, started: number(),
            seconds: number(), packets: count())
        flow.interface = maybe("eth0")
        flow.vlan = maybe(200)
        flow.clientMss = maybe(1460)
        flow.serverMss = maybe(8960)
        flow.number = maybe(count())
        flow.clientBytes = maybe(count())
        flow.serverBytes = maybe(count())
        flow.capturedAt = maybe(random.pick([.client, .server, .between]))
        flow.initialRttMs = maybe(number())
        flow.rttMs = roundTrips()
        flow.ambiguousSamples = maybe(3)
        flow.goodput = some { $0.goodput() }
        return flow
    }

    private mutating func vlan() -> VLANProbe {
        var probe = VLANProbe(vlan: 200, subnet: "172.16.20.0/24", interface: "eth1", asked: 254, answered: 2)
        probe.portGroup = maybe("vm-prod")
        probe.site = maybe("a")
        probe.address = maybe("172.16.20.1")
        probe.hardwareAddress = maybe("00:50:56:60:00:09")
        return probe
    }
}
