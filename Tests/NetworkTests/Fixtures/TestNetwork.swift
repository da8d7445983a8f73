import Foundation
import TestSupport
import Testing

/// Namespaces and what joins them, for one test; all of it is gone afterwards, also when the test fails.
///
/// ```swift
/// try TestNetwork.with { network in
///     let (a, b) = try (network.namespace("a"), network.namespace("b"))
///     let wire = try network.veth(a, b, mtu: 9000)
///     let outcome = try a.preflight(["probe", "--to", wire.far.ipv4, "--via", b.via])
/// }
/// ```
final class TestNetwork {
    private(set) var namespaces: [Namespace] = []
    private var links: [TestLink] = []
    private var cleanUps: [() -> Void] = []
    private var wires = 0

    /// Runs `body` with an empty network, and takes down what it made.
    static func with<Value>(_ body: (TestNetwork) throws -> Value) throws -> Value {
        sweep
        let network = TestNetwork()
        defer { network.takeDown() }
        return try body(network)
    }

    /// Makes a namespace with a loopback interface, and cubic as congestion control.
    func namespace(_ label: String, ipv6: Bool = true) throws -> Namespace {
        let number = Self.counter.next()
        let namespace = Namespace(name: "vmpf-\(getpid())-\(number)-\(label)", hasIPv6: ipv6)
        try must(["ip", "netns", "add", namespace.name])
        namespaces.append(namespace)
        try namespace.ip("link", "set", "lo", "up")
        try namespace.setCongestionControl("cubic")
        try namespace.setParameter("net.ipv6.conf.default.accept_dad", to: "0")
        if !ipv6 { try namespace.setParameter("net.ipv6.conf.default.disable_ipv6", to: "1") }
        return namespace
    }

    /// Joins two namespaces by a veth pair, each of whose ends is shaped to `mbps` when that is given.
    func veth(_ near: Namespace, _ far: Namespace, mtu: Int = 1500, mbps: Int? = nil) throws -> Wire {
        let wire = nextWire()
        try must(
            ["ip", "link", "add", wire.interface, "netns", near.name, "type", "veth"]
                + ["peer", "name", wire.interface, "netns", far.name])
        try address(wire, near, far, mtu: mtu, isEthernet: true)
        guard let mbps else { return wire }
        // About 2 ms of data, and more than one large frame: less is not enough at 10 Gbit/s.
        let burst = max(70_000, mbps * 262)
        for end in [near, far] {
            try must(
                ["tc", "-netns", end.name, "qdisc", "replace", "dev", wire.interface, "root", "tbf"]
                    + ["rate", "\(mbps)mbit", "burst", "\(burst)", "latency", "5ms"])
        }
        return wire
    }

    /// Joins two namespaces by a `test-link` with these options.
    func link(_ near: Namespace, _ far: Namespace, mtu: Int = 1500, _ options: [String]) throws -> TestLink {
        let wire = nextWire()
        let program = try Program(
            [
                "\(Repository.programs)/test-link", "\(near.name)/\(wire.interface)",
                "\(far.name)/\(wire.interface)",
            ]
                + options,
            seconds: 300)
        let link = TestLink(wire: wire, program: program)
        links.append(link)
        guard program.says("ready") else { throw FixtureFailure(description: "test-link: \(program.errors)") }
        try address(wire, near, far, mtu: mtu, isEthernet: false)
        return link
    }

    /// Lets `near` and `far` reach each other through a router that has a wire to each.
    func route(_ near: Namespace, _ first: Wire, _ router: Namespace, _ second: Wire, _ far: Namespace) throws {
        try router.setParameter("net.ipv4.ip_forward", to: "1")
        try router.setParameter("net.ipv6.conf.all.forwarding", to: "1")
        try near.ip("route", "add", "default", "via", first.far.ipv4)
        try near.ip("-6", "route", "add", "default", "via", first.far.ipv6)
        try far.ip("route", "add", "default", "via", second.near.ipv4)
        try far.ip("-6", "route", "add", "default", "via", second.near.ipv6)
    }

    /// Has `action` done when the network is taken down, before its namespaces go.
    func atEnd(_ action: @escaping () -> Void) { cleanUps.append(action) }

    private func nextWire() -> Wire {
        wires += 1
        return Wire(number: wires)
    }

    /// Routers cannot find their neighbours on Ethernet without a link-local address; RFC 4861, section 7.2.2.
    private func address(
        _ wire: Wire, _ near: Namespace, _ far: Namespace, mtu: Int, isEthernet: Bool
    ) throws {
        for (end, addresses) in [(near, wire.near), (far, wire.far)] {
            try end.ip(
                "link", "set", wire.interface, "mtu", "\(mtu)", "txqueuelen", "10000", "addrgenmode",
                isEthernet ? "eui64" : "none", "up")
            try end.ip("address", "add", "\(addresses.ipv4)/24", "dev", wire.interface)
            guard end.hasIPv6, mtu >= 1280 else { continue }
            try end.ip("address", "add", "\(addresses.ipv6)/64", "dev", wire.interface, "nodad")
        }
    }

    private func takeDown() {
        for action in cleanUps.reversed() { action() }
        for link in links { link.stop() }
        for namespace in namespaces {
            for process in Self.processes(in: namespace.name) {
                Issue.record("process \(process) was left in \(namespace.name)")
                kill(process, SIGKILL)
            }
            _ = try? Program.run(["ip", "netns", "delete", namespace.name])
        }
        let left = Self.namesInUse().intersection(namespaces.map(\.name))
        if !left.isEmpty { Issue.record("namespaces were left behind: \(left.sorted())") }
    }

    private static let counter = Counter()

    /// Removes what a test run that was killed left behind.
    private static let sweep: Void = {
        for name in namesInUse() {
            let parts = name.split(separator: "-")
            guard parts.count > 2, parts[0] == "vmpf", let owner = Int32(parts[1]), kill(owner, 0) != 0 else {
                continue
            }
            for process in processes(in: name) { kill(process, SIGKILL) }
            _ = try? Program.run(["ip", "netns", "delete", name])
        }
    }()

    private static func namesInUse() -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? [])
    }

    private static func processes(in namespace: String) -> [Int32] {
        let listed = try? Program.run(["ip", "netns", "pids", namespace])
        return (listed?.output ?? "").split(separator: "\n").compactMap { Int32($0) }
    }
}
