import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// `probe` without an agent, on paths whose properties are known.
    @Suite struct OneEndProbeTests {
        @Test func `A network of its own: no router, the whole MTU, ports told apart`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b, mtu: 9000)
                try b.filter("tcp dport 902 drop")
                let listener = try b.listen(8000)
                defer { listener.stop() }
                for address in [wire.far.ipv4, wire.far.ipv6] {
                    let (evidence, path) = try a.probe(address)
                    #expect(path.hops == 0)
                    #expect(path.pathMtu == 9000)
                    #expect(path.ports == ["8000": .open, "902": .filtered])
                    #expect(path.hardwareAddresses?.count == 1)
                    #expect(path.echo?.received == 40)
                    #expect(path.rttMs.icmp?.count == 40)
                    #expect(path.rttMs.handshake?.count ?? 0 > 10)
                    let capture = try #require(path.capture)
                    #expect(capture.packets == capture.received)
                    #expect(capture.kernelDrops == 0)
                    #expect(capture.resolution == .nanoseconds)
                    #expect(evidence.voided.isEmpty)
                }
            }
        }

        @Test func `A router with a smaller MTU is counted, and named where it refuses`() throws {
            try withRouter(mtu: 1450) { a, _, first, second in
                for (address, router) in [
                    (second.far.ipv4, first.far.ipv4), (second.far.ipv6, first.far.ipv6),
                ] {
                    let path = try a.probe(address).path
                    #expect(path.hops == 1)
                    #expect(path.pathMtu == 1450)
                    #expect(path.mtuLadder?.first?.reportedMtu == 1450)
                    #expect(path.mtuLadder?.first?.reportedBy == router)
                    #expect(path.hardwareAddresses == nil)
                }
            }
        }

        @Test func `Large packets that vanish without a word are found to the byte`() throws {
            try withRouter(mtu: 1450) { a, router, _, second in
                try router.filter("icmp type destination-unreachable drop")
                let path = try a.probe(second.far.ipv4).path
                #expect(path.pathMtu == 1450)
                let refused = try #require(path.mtuLadder?.filter { !$0.answered })
                #expect(!refused.isEmpty)
                #expect(refused.allSatisfy { $0.reportedMtu == nil && $0.reportedBy == nil })
            }
        }

        @Test func `A path that drops ICMP is timed by TCP, and says what is unknown`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                try b.filter("meta l4proto icmp drop")
                let listener = try b.listen(8000)
                defer { listener.stop() }
                let (evidence, path) = try a.probe(wire.far.ipv4)
                #expect(path.reachable == true)
                #expect(path.rttMs.icmp == nil)
                #expect(path.rttMs.handshake?.count ?? 0 >= 40)
                #expect(path.pathMtu == nil)
                #expect(Set(evidence.voided.map(\.figure)).isSuperset(of: ["rttMs.icmp", "pathMtu"]))
            }
        }

        @Test func `A reset is an answer but no handshake, since a firewall may have sent it`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                let timed = try a.probe(wire.far.ipv4)
                #expect(timed.path.ports == ["8000": .closed, "902": .closed])
                #expect(timed.path.rttMs.icmp != nil && timed.path.rttMs.handshake == nil)
                #expect(timed.evidence.voided.isEmpty)
                try b.filter("meta l4proto icmp drop")
                let silent = try a.probe(wire.far.ipv4)
                #expect(silent.path.reachable == true && silent.path.rttMs.handshake == nil)
                #expect(silent.evidence.voided.contains { $0.figure == "rttMs.handshake" })
            }
        }

        @Test func `Two machines with one address are a conflict`() throws {
            try TestNetwork.with { network in
                let (a, b, c) = try (network.namespace("a"), network.namespace("b"), network.namespace("c"))
                let bridge = try network.namespace("bridge")
                try bridge.ip("link", "add", "br0", "type", "bridge")
                try bridge.ip("link", "set", "br0", "up")
                for (index, (end, address)) in [(a, 1), (b, 2), (c, 2)].enumerated() {
                    try must(
                        ["ip", "link", "add", "e0", "netns", end.name, "type", "veth", "peer", "name", "p\(index)"]
                            + ["netns", bridge.name])
                    try bridge.ip("link", "set", "p\(index)", "master", "br0", "up")
                    try end.ip("address", "add", "10.88.0.\(address)/24", "dev", "e0")
                    try end.ip("address", "add", "fd88::\(address)/64", "dev", "e0", "nodad")
                    try end.ip("link", "set", "e0", "up")
                }
                #expect(try a.probe("10.88.0.2").path.hardwareAddresses?.count == 2)
                #expect(try a.probe("fd88::2").path.hardwareAddresses?.count == 2)
            }
        }

        @Test func `Nobody at the address is exit code 3, with evidence that says so`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                _ = try network.veth(a, b)
                try withTemporaryFolder { folder in
                    let file = "\(folder)/e.json"
                    let run = try a.preflight(["probe", "--to", "10.77.1.77", "--count", "20", "--output", file])
                    #expect(run.exitCode == 3)
                    let evidence = try Evidence(json: try Data(contentsOf: URL(filePath: file)))
                    #expect(evidence.paths.first?.reachable == false)
                    #expect(evidence.paths.first?.rttMs.icmp == nil)
                }
            }
        }

        @Test func `An interface that is down or missing is told before anything is measured`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                let missing = try a.preflight(["probe", "--to", wire.far.ipv4, "--interface", "eth7"])
                #expect(missing.exitCode != 0)
                #expect(missing.errors.contains("eth7"))
                try a.ip("link", "set", wire.interface, "down")
                let down = try a.preflight(["probe", "--to", wire.far.ipv4, "--interface", wire.interface])
                #expect(down.exitCode == 3)
                #expect(down.errors.contains("ip link set \(wire.interface) up"))
            }
        }

        @Test func `A full disk ends the kept capture and not the measurement`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                try withTemporaryFolder { folder in
                    try must(["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder])
                    defer { _ = try? Program.run(["umount", folder]) }
                    let (evidence, path) = try a.probe(
                        wire.far.ipv4, ["--keep-capture", "\(folder)/c.pcap"], exitCode: 3)
                    #expect(path.echo?.received == 40)
                    #expect(path.rttMs.icmp?.count == 40)
                    #expect(evidence.voided.contains { $0.figure == "capture" && $0.why.contains("No space left") })
                    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { $0 == "c.pcap" })
                }
            }
        }

        @Test func `A link-local address is measured on the interface that it names`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                for (end, address) in [(a, "fe80::a"), (b, "fe80::b")] {
                    try end.ip("address", "add", "\(address)/64", "dev", wire.interface, "nodad")
                }
                for options in [["fe80::b%\(wire.interface)"], ["fe80::b", "--interface", wire.interface]] {
                    let path = try a.probe(options[0], Array(options[1...])).path
                    #expect(path.echo?.received == 40)
                    #expect(path.rttMs.icmp?.count == 40)
                    #expect(path.pathMtu == 1500)
                    #expect(path.hardwareAddresses?.count == 1)
                }
            }
        }

        @Test func `Replies that come back on another interface are timed at the sockets, and the evidence says so`()
            throws
        {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let (there, back) = try (network.veth(a, b), network.veth(a, b))
                for interface in ["all", there.interface, back.interface] {
                    try a.setParameter("net.ipv4.conf.\(interface).rp_filter", to: "0")
                }
                try b.ip("route", "add", "\(there.near.ipv4)/32", "via", back.near.ipv4, "dev", back.interface)
                let (evidence, path) = try a.probe(there.far.ipv4)
                #expect(path.echo?.received == 40)
                #expect(path.rttMs.icmp?.count == 40)
                #expect(evidence.voided.contains { $0.figure == "capture" && $0.why.contains("another interface") })
            }
        }

        @Test func `Who lacks every right is told so, in place of what was not measured`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                try a.setParameter("net.ipv4.ping_group_range", to: "1 0")
                let run = try a.run(
                    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", Repository.binary, "probe",
                    "--to", wire.far.ipv4, "--count", "5")
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("run as root"))
                #expect(run.output.contains("unknown pathMtu: cannot open a raw socket for ICMP"))
            }
        }

        private func withRouter(
            mtu: Int, _ body: (Namespace, Namespace, Wire, Wire) throws -> Void
        ) throws {
            try TestNetwork.with { network in
                let (a, router, b) = try (network.namespace("a"), network.namespace("r"), network.namespace("b"))
                let first = try network.veth(a, router, mtu: 9000)
                let second = try network.veth(router, b, mtu: mtu)
                try network.route(a, first, router, second, b)
                // A router solicits neighbours for others from its link-local address alone: RFC 4861 section 7.2.2.
                for wire in [first, second] {
                    try router.ip("address", "add", "fe80::1/64", "dev", wire.interface, "nodad")
                }
                try body(a, router, first, second)
            }
        }
    }
}

extension Namespace {
    /// Probes one address.
    fileprivate func probe(
        _ address: String, _ options: [String] = [], exitCode: Int32 = 0
    ) throws -> (evidence: Evidence, path: Path) {
        try withTemporaryFolder { folder in
            let file = "\(folder)/e.json"
            let run = try preflight(["probe", "--to", address, "--count", "40", "--output", file] + options)
            #expect(run.exitCode == exitCode, "\(run.errors)")
            let evidence = try Evidence(json: try Data(contentsOf: URL(filePath: file)))
            return (evidence, try #require(evidence.paths.first))
        }
    }

    /// Does to packets that arrive or pass what `rule` of nft(8) says.
    fileprivate func filter(_ rule: String) throws {
        let hooks = ["input", "forward", "output"].map { hook in
            "chain \(hook) {\ntype filter hook \(hook) priority 0\n\(rule)\n}"
        }
        let rules = "table inet test {\n\(hooks.joined(separator: "\n"))\n}\n"
        let run = try run("nft", "-f", "-", input: rules)
        guard run.exitCode == 0 else { throw FixtureFailure(description: run.errors) }
    }

    /// A TCP port that accepts connections.
    fileprivate func listen(_ port: Int) throws -> Program {
        let program = """
            import socket
            s = socket.create_server(("", \(port)), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
            print("ready", flush=True)
            while True: s.accept()[0].close()
            """
        let listener = try start(["python3", "-c", program])
        #expect(listener.says("ready"))
        return listener
    }
}
