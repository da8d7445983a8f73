import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// The networks of the other tests are what they say, and leave nothing behind.
    @Suite struct FixtureTests {
        @Test func `a router joins two networks, and takes one from the hop limit`() throws {
            try TestNetwork.with { network in
                let (a, router, b) = try (
                    network.namespace("a"), network.namespace("router"), network.namespace("b")
                )
                let (first, second) = try (network.veth(a, router), network.veth(router, b))
                try network.route(a, first, router, second, b)
                for address in [second.far.ipv4, second.far.ipv6] {
                    #expect(try a.run("ping", "-c", "1", "-W", "2", address).output.contains("ttl=63"))
                }
            }
        }

        @Test func `several wires join the same namespaces, each with its own MTU`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                for mtu in [1500, 9000] {
                    let wire = try network.veth(a, b, mtu: mtu)
                    let whole = try a.run("ping", "-c", "1", "-M", "do", "-s", "\(mtu - 28)", wire.far.ipv4)
                    #expect(whole.exitCode == 0)
                    let larger = try a.run("ping", "-c", "1", "-M", "do", "-s", "\(mtu - 27)", wire.far.ipv4)
                    #expect(larger.exitCode != 0)
                }
            }
        }

        @Test func `a namespace defaults to cubic, and the machine's list of algorithms stays`() throws {
            let list = "/proc/sys/net/ipv4/tcp_allowed_congestion_control"
            let before = try String(contentsOfFile: list, encoding: .utf8)
            try TestNetwork.with { network in
                let a = try network.namespace("a")
                let now = try a.run("sysctl", "--values", "net.ipv4.tcp_congestion_control")
                #expect(now.output == "cubic\n")
            }
            #expect(try String(contentsOfFile: list, encoding: .utf8) == before)
        }

        @Test func `a test that fails leaves no namespace, interface or program behind`() throws {
            struct Failure: Error {}
            var names: [String] = []
            #expect(throws: Failure.self) {
                try TestNetwork.with { network in
                    let (a, b) = try (network.namespace("a"), network.namespace("b"))
                    names = [a.name, b.name]
                    _ = try network.link(a, b, ["--delay-ms", "1"])
                    throw Failure()
                }
            }
            #expect(names.count == 2)
            for name in names {
                #expect(!FileManager.default.fileExists(atPath: "/run/netns/\(name)"))
                #expect(try Program.run(["pgrep", "--full", "[t]est-link \(name)/"]).output.isEmpty)
            }
        }

        @Test func `a program that a test forgets is an issue of that test`() throws {
            var forgotten: Program?
            try withKnownIssue {
                try TestNetwork.with { network in forgotten = try network.namespace("a").start(["sleep", "60"]) }
            } matching: { issue in
                issue.description.contains("was left in")
            }
            let outcome = try #require(forgotten).wait()
            #expect(outcome.exitCode == 137)
        }

        @Test func `a program that takes too long is ended`() throws {
            #expect(try Program.run(["sleep", "60"], seconds: 1).exitCode == 124)
        }
    }
}
