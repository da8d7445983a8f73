import Foundation
import TestSupport
import Testing

@testable import test_link

extension OnTheNetwork {
    /// What `test-link` promises, on which the tests of the probe rely.
    @Suite struct LinkTests {
        @Test func `echo requests take the delay there and back, beyond what they take without one`() throws {
            var least: [Double: Double] = [:]
            for delay in [0.0, 5, 20] {
                try withLink(["--delay-ms", "\(delay)"]) { a, wire, _ in
                    least[delay] = try echo(a, wire.far.ipv4, count: 60).least
                }
            }
            let floor = try #require(least[0])
            for (delay, time) in least where delay > 0 {
                #expect(time >= 2 * delay, "an echo came too early")
                #expect(time - floor < 2 * delay + 1, "the floor is \(floor) ms")
            }
        }

        @Test func `IPv6 takes the same delay`() throws {
            try withLink(["--delay-ms", "5"]) { a, wire, _ in
                let echo = try echo(a, wire.far.ipv6, count: 30)
                #expect(echo.received == 30)
                #expect(echo.least >= 10 && echo.least < 12)
            }
        }

        @Test(.needs(program: "iperf3"), arguments: [[], ["--no-gso"]])
        func `the rate counts each segment with its headers`(options: [String]) throws {
            try withLink(["--delay-ms", "1", "--rate-mbps", "50"] + options) { a, wire, b in
                let server = try b.start(["iperf3", "--server", "--one-off", "--forceflush"])
                defer { server.stop() }
                #expect(server.says("listening"))
                let client = try a.run("iperf3", "--client", wire.far.ipv4, "--time", "4", "--omit", "1", "--json")
                let mbps = try iperfGoodput(client.output)
                let promised = 50.0 * 1448 / 1514
                #expect(mbps < 1.01 * promised)
                #expect(mbps > 0.95 * promised)
            }
        }

        @Test func `the share of lost frames is what the seed draws`() throws {
            let requests = 400
            let report = try withLink(["--loss", "0.05", "--seed", "7", "--impair", "forward"], ipv6: false) {
                a, wire, _ in
                let echo = try echo(a, wire.far.ipv4, count: requests)
                #expect(echo.sent == requests)
                #expect(echo.received == requests - drawn(0.05, seed: 7, of: requests))
            }
            #expect(report.forward.lost == drawn(0.05, seed: 7, of: requests))
            #expect(report.reverse.lost == 0)
        }

        @Test func `frames arrive twice in the share that is asked for`() throws {
            let requests = 200
            let report = try withLink(["--duplicate", "0.1", "--seed", "3", "--impair", "reverse"], ipv6: false) {
                a, wire, _ in
                let echo = try echo(a, wire.far.ipv4, count: requests)
                #expect(echo.received == requests)
                #expect(echo.duplicates == drawn(0.1, seed: 4, of: requests))
            }
            #expect(report.reverse.duplicated == drawn(0.1, seed: 4, of: requests))
            #expect(report.forward.duplicated == 0)
        }

        @Test func `reordered frames arrive after those behind them`() throws {
            let lag = ["--reorder", "0.2", "--reorder-lag-ms", "30", "--impair", "reverse"]
            let report = try withLink(lag, ipv6: false) { a, wire, _ in
                let outcome = try a.run("ping", "-c", "100", "-i", "0.01", "-W", "2", wire.far.ipv4)
                let numbers = outcome.output.split(separator: "\n").compactMap { line in
                    line.split(separator: " ").first { $0.hasPrefix("icmp_seq=") }.flatMap { Int($0.dropFirst(9)) }
                }
                #expect(numbers.count == 100)
                #expect(numbers != numbers.sorted())
            }
            #expect(report.reverse.reordered == drawn(0.2, seed: 2, of: 100))
        }

        @Test func `jitter keeps the order`() throws {
            try withLink(["--delay-ms", "2", "--jitter-ms", "20", "--seed", "9"], ipv6: false) { a, wire, _ in
                let echo = try echo(a, wire.far.ipv4, count: 100)
                #expect(echo.received == 100)
                #expect(echo.most > 12, "the greatest of a hundred is far above the delay")
            }
        }

        @Test func `large packets vanish in one direction without a word`() throws {
            let report = try withLink(["--largest", "1400", "--impair", "forward"]) { a, wire, b in
                #expect(try unfragmented(a, wire.far.ipv4, mtu: 1400).received == 1)
                let lost = try unfragmented(a, wire.far.ipv4, mtu: 1401)
                #expect(lost.received == 0)
                #expect(!lost.output.contains("mtu"))
                #expect(try unfragmented(b, wire.near.ipv4, mtu: 1400).received == 1)
            }
            #expect(report.forward.tooBig == 1)
            #expect(report.reverse.tooBig == 0)
        }

        @Test func `large packets are refused by ICMP where that is asked for`() throws {
            let options = ["--largest", "1400", "--answer-too-big-as", "192.0.2.1", "2001:db8::1"]
            try withLink(options) { a, wire, _ in
                let four = try unfragmented(a, wire.far.ipv4, mtu: 1500)
                #expect(four.output.contains("From 192.0.2.1"))
                #expect(four.output.contains("mtu = 1400") || four.output.contains("mtu=1400"))
                let six = try unfragmented(a, wire.far.ipv6, mtu: 1500)
                #expect(six.output.contains("From 2001:db8::1"))
                #expect(six.output.contains("mtu=1400") || six.output.contains("mtu = 1400"))
            }
        }

        @Test(.needs(program: "iperf3"))
        func `TCP passes where ICMP is dropped`() throws {
            let report = try withLink(["--drop-icmp"]) { a, wire, b in
                #expect(try echo(a, wire.far.ipv4, count: 2).received == 0)
                #expect(try echo(a, wire.far.ipv6, count: 2).received == 0)
                let server = try b.start(["iperf3", "--server", "--one-off", "--forceflush"])
                defer { server.stop() }
                #expect(server.says("listening"))
                let client = try a.run("iperf3", "--client", wire.far.ipv4, "--bytes", "1M", "--json")
                #expect(client.exitCode == 0)
            }
            #expect(report.forward.icmpDropped >= 4)
        }

        @Test func `it ends on SIGTERM while its standard input is open`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let program = try Program(
                    ["\(Repository.programs)/test-link", "\(a.name)/one", "\(b.name)/two"], seconds: 20)
                #expect(program.says("ready"))
                program.send(SIGTERM)
                #expect(program.says("\"forward\""))
                #expect(program.wait().exitCode == 0)
            }
        }

        @Test func `it ends when its standard input does`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let program = try Program(
                    ["\(Repository.programs)/test-link", "\(a.name)/one", "\(b.name)/two"], seconds: 20)
                #expect(program.says("ready"))
                let outcome = program.wait()
                #expect(outcome.exitCode == 0)
                #expect(outcome.output.contains("\"forward\""))
                #expect(try a.run("ip", "link", "show", "one").exitCode != 0)
            }
        }

        @Test(arguments: [
            (["nowhere/one", "nowhere/two"], "/run/netns/nowhere", Int32(1)),
            (["a", "b/two"], "NAMESPACE/DEVICE", 64),
            (["a/one", "b/two", "--loss", "2"], "--loss must be from 0 to 1", 64),
            (["a/one", "b/two", "--answer-too-big-as", "x"], "not an address: x", 64),
        ])
        func `it says what is wrong with its arguments`(arguments: [String], complaint: String, exitCode: Int32) throws
        {
            let outcome = try Program.run(["\(Repository.programs)/test-link"] + arguments, seconds: 20)
            #expect(outcome.errors.contains(complaint))
            #expect(outcome.exitCode == exitCode)
        }
    }
}

/// Runs `body` on two namespaces joined by a link, and tells what the link did.
@discardableResult
private func withLink(
    _ options: [String], ipv6: Bool = true, _ body: (Namespace, Wire, Namespace) throws -> Void
) throws -> TestLink.Report {
    try TestNetwork.with { network in
        let (a, b) = try (network.namespace("a", ipv6: ipv6), network.namespace("b", ipv6: ipv6))
        let link = try network.link(a, b, options)
        try body(a, link.wire, b)
        return try #require(link.stop())
    }
}

/// How many of `frames` frames are drawn with that probability.
private func drawn(_ probability: Double, seed: UInt64, of frames: Int) -> Int {
    var dice = Dice(seed: seed)
    return (0..<frames).count { _ in dice.happens(probability) }
}

/// One packet of `mtu` bytes that must not be fragmented.
private func unfragmented(_ from: Namespace, _ address: String, mtu: Int) throws -> Echo {
    let headers = address.contains(":") ? 48 : 28
    return try Echo(from.run("ping", "-c", "1", "-W", "1", "-M", "do", "-s", "\(mtu - headers)", address))
}

private func echo(_ from: Namespace, _ address: String, count: Int) throws -> Echo {
    try Echo(from.run("ping", "-q", "-c", "\(count)", "-i", "0.01", "-W", "1", address))
}

/// What ping(8) says in its last lines.
private struct Echo {
    let output: String
    let sent: Int
    let received: Int
    let duplicates: Int
    let least: Double
    let most: Double

    init(_ outcome: Program.Outcome) throws {
        output = outcome.output
        let counts = output.split(separator: "\n").first { $0.contains("packets transmitted") } ?? ""
        func number(before word: String) -> Int {
            counts.components(separatedBy: ", ").first { $0.contains(word) }
                .flatMap { part in part.split { !$0.isNumber }.first.flatMap { Int($0) } } ?? 0
        }
        sent = number(before: "transmitted")
        received = number(before: "received")
        duplicates = number(before: "duplicates")
        let times = output.split(separator: "\n").first { $0.hasPrefix("rtt") }?.components(separatedBy: " = ").last
        let parts = (times ?? "").split(separator: "/").compactMap { Double($0) }
        least = parts.first ?? .nan
        most = parts.count > 2 ? parts[2] : .nan
    }
}

/// The receiver's figure of iperf3(1), in 10^6 bit/s.
private func iperfGoodput(_ json: String) throws -> Double {
    struct Report: Decodable {
        let end: End
        struct End: Decodable {
            let received: Sum
            enum CodingKeys: String, CodingKey { case received = "sum_received" }
        }
        struct Sum: Decodable {
            let rate: Double
            enum CodingKeys: String, CodingKey { case rate = "bits_per_second" }
        }
    }
    return try JSONDecoder().decode(Report.self, from: Data(json.utf8)).end.received.rate / 1e6
}
