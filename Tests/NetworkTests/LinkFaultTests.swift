import Foundation
import TestSupport
import Testing

@testable import test_link

extension OnTheNetwork {
    /// What a running `test-link` does when it is told to.
    @Suite struct LinkFaultTests {
        @Test func `nothing passes while the link is cut, in the direction that is named`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a", ipv6: false), network.namespace("b", ipv6: false))
                let link = try network.link(a, b, [])
                try link.tell("cut forward")
                #expect(try !reaches(a, link.wire.far.ipv4))
                try link.tell("mend")
                #expect(try reaches(a, link.wire.far.ipv4))
                try link.tell("cut reverse 0.5")
                #expect(try !reaches(a, link.wire.far.ipv4))
                usleep(600_000)
                #expect(try reaches(a, link.wire.far.ipv4))
                #expect(throws: FixtureFailure.self) { try link.tell("cut sideways") }
                #expect(throws: FixtureFailure.self) { try link.tell("corrupt forward -1") }
                let report = try #require(link.stop())
                #expect(report.forward.cut == 1)
                #expect(report.reverse.cut == 1)
            }
        }

        @Test(arguments: ["corrupt", "replay"], [[], ["--no-gso"]])
        func `TCP delivers payloads that were changed on the way, over both families`(
            fault: String, options: [String]
        ) throws {
            for family in ["ipv4", "ipv6"] {
                try TestNetwork.with { network in
                    let (a, b) = try (network.namespace("a"), network.namespace("b"))
                    let link = try network.link(a, b, options)
                    let address = family == "ipv4" ? link.wire.far.ipv4 : link.wire.far.ipv6
                    let server = try b.start(["python3", "-c", Self.receiver, address])
                    defer { server.stop() }
                    #expect(server.says("listening"))
                    try link.tell("\(fault) forward 3 1000")
                    let client = try a.run("python3", "-c", Self.sender, address)
                    #expect(client.exitCode == 0, "\(client.errors)")
                    #expect(server.says("bytes"))
                    let words = server.output.split(separator: "\n").last?.split(separator: " ") ?? []
                    let (wrong, count) = (words.first.flatMap { Int($0) }, words.dropFirst(2).first)
                    #expect(count == "4000000")
                    let report = try #require(link.stop())
                    if fault == "corrupt" {
                        #expect(report.forward.corrupted == 3)
                        #expect(wrong == 3)
                    } else {
                        #expect(report.forward.replayed == 3)
                        #expect(try #require(wrong) > 1_000)
                    }
                    #expect(report.reverse.corrupted == 0 && report.reverse.replayed == 0)
                }
            }
        }

        /// Bytes that differ from those of their neighbourhood: a square modulo a prime.
        private static let contents = "data = bytes(i * i % 251 for i in range(1000000 // 4)) * 16\n"

        private static let sender =
            contents
                + """
                import socket, sys
                s = socket.create_connection((sys.argv[1], 7000), 5)
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                s.settimeout(10)
                s.recv(1)
                """

        private static let receiver =
            contents
                + """
                import socket, sys
                family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
                s = socket.create_server((sys.argv[1], 7000), family=family)
                print("listening", flush=True)
                c, _ = s.accept()
                got = bytearray()
                while part := c.recv(1 << 20):
                    got += part
                c.sendall(b"x")
                wrong = sum(x != y for x, y in zip(got, data))
                print(wrong, "wrong", len(got), "bytes", flush=True)
                """

        private func reaches(_ from: Namespace, _ address: String) throws -> Bool {
            try from.run("ping", "-q", "-c", "1", "-W", "0.3", address).exitCode == 0
        }
    }
}
