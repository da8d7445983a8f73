import Evidence
import Report
import TestSupport
import Testing

@Suite struct EvidenceTextTests {
    @Test(arguments: Findings.all)
    func `Evidence for people`(_ name: String, evidence: Evidence) throws {
        try expectGolden(EvidenceText(evidence, sessionMbps: 250).text, "evidence-\(name).txt")
    }

    @Test func `On a terminal it is coloured, and its words are the same`() throws {
        let plain = EvidenceText(Findings.silent, sessionMbps: 250).text
        let colored = EvidenceText(Findings.silent, sessionMbps: 250, useColor: true).text
        #expect(colored.contains("\u{1B}[1;31mnothing answered\u{1B}[0m"))
        #expect(colored.replacing(/\x1B\[[0-9;]*m/, with: "") == plain)
        #expect(!plain.contains("\u{1B}"))
    }

    @Test func `A terminal without Unicode gets a line of ASCII for a series`() {
        let text = EvidenceText(Findings.clean, sessionMbps: 250, isUnicode: false).text
        #expect(text.contains("  .:*%%%%%%%%%%%%%%%%%%%%%%%%%%%\n"))
        #expect(!text.contains("█"))
    }

    @Test func `Without what a migration needs nothing is said of migrations`() {
        #expect(!EvidenceText(Findings.clean, sessionMbps: nil).text.contains("migration"))
    }

    @Test func `What ended by itself was interrupted by nobody`() {
        var evidence = Findings.interrupted
        evidence.voided = [VoidedFigure(figure: "goodput", from: "here", to: "there", why: "the far end is gone")]
        #expect(EvidenceText(evidence, sessionMbps: nil).text.hasPrefix("ended early: the far end is gone\n"))
    }

    @Test func `A cap below what one migration needs says nothing of how many`() {
        var evidence = Findings.window
        for index in evidence.paths[0].goodput.indices {
            evidence.paths[0].goodput[index].mbps = 10
            evidence.paths[0].goodput[index].limitedBy = .sender
        }
        #expect(!EvidenceText(evidence, sessionMbps: 250).text.contains("at once"))
    }

    @Test func `A large subnet tells how many of its addresses were asked`() {
        var evidence = Findings.clean
        evidence.vlans = [VLANProbe(vlan: 7, subnet: "10.0.0.0/16", interface: "eth2", asked: 1_024, answered: 0)]
        let text = EvidenceText(evidence, sessionMbps: nil).text
        #expect(text.contains("VLAN 7: 1,024 of the 65,534 addresses of 10.0.0.0/16 were asked"))
    }

    @Test func `Names from elsewhere cannot steer the terminal`() {
        var evidence = Findings.silent
        evidence.paths[0].to = "\u{1B}[2J\nfar"
        evidence.voided[0].to = "\u{1B}[2J\nfar"
        evidence.voided[0].why = "\u{1B}]0;x\u{7}"
        let text = EvidenceText(evidence, sessionMbps: nil).text
        #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
    }

    @Test(arguments: [Double.nan, .infinity, -1, 0, 1e300, .leastNonzeroMagnitude])
    func `Numbers that no measurement gives are no trap`(_ odd: Double) {
        var evidence = Findings.clean
        evidence.paths[0].rttMs.handshake = Distribution(count: .min, min: odd, p50: odd, p90: odd, p99: odd, max: odd)
        evidence.paths[0].goodput[0] = Goodput(direction: .forward, streams: .max, mbps: odd, seconds: odd, bytes: .min)
        evidence.paths[0].goodput[0].series = [Point(seconds: odd, value: odd), Point(seconds: 1, value: 1)]
        evidence.paths[0].goodput[0].limitedBy = .loss
        evidence.paths[0].goodput[0].lossCeilingMbps = odd
        evidence.paths[0].goodput[0].lossRate = odd
        evidence.paths[0].clockOffsetMs = odd
        evidence.paths[0].pathMtu = .min
        #expect(!EvidenceText(evidence, sessionMbps: odd).text.isEmpty)
        #expect(!EvidenceText(Findings.clean, sessionMbps: odd).text.isEmpty)
    }
}

/// Evidence of several kinds, made up.
private enum Findings {
    static let all: [(String, Evidence)] = [
        ("clean", clean), ("window", window), ("silent", silent), ("interrupted", interrupted),
        ("agentless", agentless),
        ("analysis", analysis), ("nothing", started),
    ]

    private static let started = Evidence(
        kind: .probe, tool: Evidence.Tool(name: "vmotion-preflight", version: "1.2.3"), started: "2026-11-22T18:00:00Z",
        finished: "2026-11-22T18:00:31Z")

    static let clean: Evidence = {
        var evidence = started
        evidence.ends = [
            end("here", "192.168.10.9", site: "amsterdam"), end("there", "192.168.11.9", site: "frankfurt"),
        ]
        var path = Path(from: "here", to: "there")
        path.reachable = true
        path.rttMs.handshake = distribution(100, 4.18)
        path.rttMs.ack = distribution(812, 4.22)
        path.rttMs.timestamp = distribution(20, 4)
        path.rttMs.icmp = distribution(100, 4.17)
        path.rttLoadedMs = Path.RoundTrips()
        path.rttLoadedMs?.ack = distribution(81_234, 9.7)
        path.echo = Path.Echo(sent: 100, received: 100)
        path.goodput = [transfer(.forward, 9412), transfer(.reverse, 9388.4)]
        path.pathMtu = 9000
        path.mtuLadder = [1500, 9000].map { Path.LadderStep(mtu: $0, answered: true) }
        path.ports = ["8000": .open, "902": .closed]
        path.hops = 2
        path.clockOffsetMs = 0.31
        path.clockOffsetErrorMs = 0.052
        path.capture = capture
        var back = Path(from: "there", to: "here")
        back.pathMtu = 1500
        back.mtuLadder = [
            Path.LadderStep(mtu: 9000, answered: false), Path.LadderStep(mtu: 1500, answered: true),
        ]
        back.ports = ["8000": .filtered]
        path.capture?.files = [
            Capture.File(file: "run.pcap", sha256: String(repeating: "0f", count: 32), bytes: 7_400_000)
        ]
        evidence.paths = [path, back]
        return evidence
    }()

    static let window: Evidence = {
        var evidence = clean
        evidence.paths[0].rttMs.handshake = distribution(100, 44.2)
        evidence.paths[0].goodput = [transfer(.forward, 603), transfer(.reverse, 598), transfer(.forward, 2375)]
        evidence.paths[0].goodput[0].limitedBy = .window
        evidence.paths[0].goodput[0].limitedWhy = "a send buffer of 4 MiB at 44 ms allows 0.6 Gbit/s"
        evidence.paths[0].goodput[1].limitedBy = .loss
        evidence.paths[0].goodput[1].limitedWhy = "312 of 1,402,113 segments were lost"
        evidence.paths[0].goodput[1].lossRate = 0.000222
        evidence.paths[0].goodput[1].lossCeilingMbps = 21.3
        evidence.paths[0].goodput[2].streams = 4
        evidence.paths[0].goodput[2].limitedBy = .sender
        evidence.paths[0].goodput[2].pairs = [
            Goodput.Pair(from: "here", to: "there", mbps: 1200),
            Goodput.Pair(from: "here 2", to: "there 2", mbps: 1175),
        ]
        return evidence
    }()

    static let silent: Evidence = {
        var evidence = started
        evidence.ends = [end("192.168.10.9", "192.168.10.9"), end("192.168.11.77", "192.168.11.77")]
        var path = Path(from: "192.168.10.9", to: "192.168.11.77")
        path.reachable = false
        path.echo = Path.Echo(sent: 100, received: 0)
        path.ports = ["8000": .filtered, "902": .filtered]
        evidence.paths = [path]
        evidence.voided = [
            VoidedFigure(figure: "rttMs", from: path.from, to: path.to, why: "none of 100 echo requests was answered"),
            VoidedFigure(figure: "pathMtu", from: path.from, to: path.to, why: "no packet of any size was answered"),
        ]
        return evidence
    }()

    static let interrupted: Evidence = {
        var evidence = clean
        evidence.interrupted = true
        evidence.paths[0].goodput = [transfer(.forward, 9412)]
        evidence.paths[0].rttLoadedMs = nil
        evidence.paths[0].capture?.kernelDrops = 1204
        evidence.paths[0].capture?.clockStepMs = -3600_000
        evidence.voided = [
            VoidedFigure(figure: "goodput", from: "here", to: "there", why: "the transfer back was interrupted"),
            VoidedFigure(
                figure: "rttLoadedMs", from: "here", to: "there", why: "the kernel dropped 1,204 packets of the capture"
            ),
        ]
        return evidence
    }()

    static let agentless: Evidence = {
        var evidence = started
        evidence.ends = [end("192.168.10.9", "192.168.10.9", site: "amsterdam")]
        for number in 1...3 {
            var far = end("esx-fra-0\(number).example.com vmk1", "192.168.11.1\(number)", site: "frankfurt")
            far.host = "esx-fra-0\(number).example.com"
            far.adapter = "vmk1"
            evidence.ends.append(far)
            var path = Path(from: "192.168.10.9", to: far.name)
            path.reachable = true
            path.ports = ["8000": .open, "902": .open]
            path.hops = 2
            path.pathMtu = 9000
            path.mtuLadder = [1500, 8972, 9000].map { Path.LadderStep(mtu: $0, answered: true) }
            path.rttMs.icmp = distribution(100, 4.1 + Double(number) / 10)
            path.echo = Path.Echo(sent: 100, received: 100)
            if number == 2 {
                path.pathMtu = 1500
                path.mtuLadder?[1].answered = false
                path.mtuLadder?[1].reportedMtu = 1500
                path.mtuLadder?[1].reportedBy = "192.168.10.1"
                path.mtuLadder?[2].answered = false
                path.hardwareAddresses = ["00:50:56:60:01:06", "00:50:56:60:09:99"]
                path.echo = Path.Echo(sent: 100, received: 97)
                path.echo?.duplicates = 2
            }
            evidence.paths.append(path)
        }
        evidence.voided = [
            VoidedFigure(figure: "path", to: "esx-fra-04.example.com vmk1", why: "its address was not captured")
        ]
        var found = VLANProbe(vlan: 200, subnet: "172.16.20.0/24", interface: "eth2", asked: 254, answered: 3)
        found.portGroup = "vm-prod"
        found.address = "172.16.20.1"
        found.hardwareAddress = "00:00:5e:00:01:14"
        var silent = VLANProbe(vlan: 210, subnet: "172.16.21.0/24", interface: "eth2", asked: 254, answered: 0)
        silent.portGroup = "vm-backup"
        evidence.vlans = [found, silent]
        return evidence
    }()

    static let analysis: Evidence = {
        var evidence = started
        evidence.kind = .analysis
        evidence.flows = (1...22).map { number in
            var flow = Flow(
                client: "192.168.10.11", clientPort: 40_000 + number,
                server: number == 2 ? "fd20::11" : "192.168.11.11",
                serverPort: 8000, started: 0, seconds: 31.2 / Double(number), packets: 900)
            flow.interface = "vmnic\(number % 2)"
            flow.rttMs.handshake = distribution(1, 4.2)
            flow.rttMs.ack = distribution(20_011, 5.1)
            flow.goodput = [transfer(.forward, 9412 / Double(number)), transfer(.reverse, 0.2)]
            flow.goodput[1].bytes = number == 3 ? 0 : 1000
            flow.goodput[1].limitedBy = nil
            return flow
        }
        evidence.flows?[1].goodput[0].limitedBy = .window
        evidence.flows?[1].goodput[0].limitedWhy = "the receiver's window of 64 KiB was full for 93 % of the time"
        return evidence
    }()

    private static let capture: Capture = {
        var capture = Capture(packets: 1_402_113)
        capture.kernelDrops = 0
        capture.received = 1_402_113
        capture.interface = "eth1"
        capture.resolution = .nanoseconds
        return capture
    }()

    private static func end(_ name: String, _ address: String, site: String? = nil) -> End {
        var end = End(name: name, address: address)
        end.site = site
        return end
    }

    private static func distribution(_ count: Int, _ middle: Double) -> Distribution {
        Distribution(
            count: count, min: middle * 0.98, p50: middle, p90: middle * 1.1, p99: middle * 1.4, max: middle * 2.1)
    }

    private static func transfer(_ direction: Goodput.Direction, _ mbps: Double) -> Goodput {
        var goodput = Goodput(direction: direction, streams: 1, mbps: mbps, seconds: 10, bytes: Int(mbps * 1_250_000))
        goodput.retransmits = 12
        goodput.limitedBy = .path
        goodput.series = (1...40).map { Point(seconds: Double($0) / 4, value: mbps * min(1, Double($0 * $0) / 16)) }
        return goodput
    }
}
