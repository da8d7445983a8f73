import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// The command `probe` as a user runs it.
    @Suite struct ProbeCommandTests {
        @Test func `a path with a far end: a summary, its evidence and the kept capture`() throws {
            try withPath { a, wire, b, folder in
                let run = try a.preflight(
                    [
                        "probe", "--to", wire.far.ipv4, "--via", b.via, "--duration", "1s", "--count", "20",
                        "--keep-capture", "run.pcap", "--output", "run.evidence.json",
                    ], in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(run.errors.isEmpty)
                let lines = run.output.split(separator: "\n")
                #expect(lines[0] == "\(wire.near.ipv4) → \(wire.far.ipv4)")
                #expect(run.output.contains("migrations at once at 250 Mbit/s each"))
                let evidence = try evidence("run.evidence.json", in: folder)
                let path = try #require(evidence.paths.first)
                #expect(path.reachable != false)
                #expect(path.rttMs.handshake?.count == 20)
                #expect(Set(path.goodput.map(\.direction)) == [.forward, .reverse])
                let file = try #require(path.capture?.files?.first)
                let sum = try Program.run(["sha256sum", file.file], in: folder).output
                #expect(sum.hasPrefix(file.sha256))
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                        "run.evidence.json", "run.pcap",
                    ])
            }
        }

        @Test func `an address where nobody helps`() throws {
            try withPath { a, wire, _, folder in
                let run = try a.preflight(
                    ["probe", "--to", wire.far.ipv6, "--count", "20", "--format", "json"], in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let evidence = try Evidence(json: run.output.utf8)
                let path = try #require(evidence.paths.first)
                #expect(path.rttMs.icmp?.count == 20)
                #expect(path.pathMtu == 1500)
                #expect(path.ports == ["8000": .closed, "902": .closed])
                #expect(path.hops == 0)
            }
        }

        @Test func `several machines, of which one is silent`() throws {
            try withPath { a, wire, _, folder in
                let run = try a.preflight(
                    [
                        "probe", "--to", wire.far.ipv4, "10.77.1.99", "--count", "5", "--output", "run.evidence.json",
                    ], in: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors == "error: nothing answered at 10.77.1.99\n")
                #expect(run.output.contains("\n\(wire.near.ipv4) → 10.77.1.99\n  nothing answered\n"))
                let evidence = try evidence("run.evidence.json", in: folder)
                #expect(evidence.paths.map(\.reachable) == [true, false])
                #expect(evidence.voided.contains { $0.to == "10.77.1.99" && $0.figure == "pathMtu" })
            }
        }

        @Test func `an inventory: the hosts are named in the evidence, and those without address are unknown`() throws {
            try withPath { a, wire, _, folder in
                let inventory = """
                    sites: [{name: here}, {name: there}]
                    clusters: [{name: cl}]
                    hosts:
                      - {name: near-1, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: \(wire.near.ipv4)/24, mtu: 1500, netstack: vmotion}]}
                      - {name: far-1, site: there, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: \(wire.far.ipv4)/24, mtu: 1500, netstack: vmotion}]}
                      - {name: far-2, site: there, cluster: cl, vmkernelAdapters: [{device: vmk1, netstack: vmotion}]}

                    """
                try inventory.write(toFile: "\(folder)/inventory.yaml", atomically: true, encoding: .utf8)
                let run = try a.preflight(
                    ["probe", "--inventory", "inventory.yaml", "--count", "5", "--output", "run.evidence.json"],
                    in: folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                #expect(run.output.hasPrefix("\(wire.near.ipv4) at here → far-1 vmk1 \(wire.far.ipv4) at there\n"))
                let evidence = try evidence("run.evidence.json", in: folder)
                let far = try #require(evidence.ends.first { $0.name == "far-1 vmk1" })
                #expect([far.host, far.adapter, far.netstack, far.site] == ["far-1", "vmk1", "vmotion", "there"])
                let near = try #require(evidence.ends.first { $0.address == wire.near.ipv4 })
                #expect(near.site == "here" && near.host == nil)
                let unknown = evidence.voided.first { $0.to == "far-2 vmk1" }
                #expect(unknown?.why == "its address was not captured")
            }
        }

        @Test(arguments: [
            (["--to", "10.77.1.2", "--interface", "down0"], "the network interface down0 is down"),
            (["--to", "203.0.113.1"], "203.0.113.1"),
            (["--to", "10.77.1.2", "--via", "no-such-command-here"], "no-such-command-here"),
            (["--to", "10.77.1.2", "--via", "false"], "false ended with exit code 1 before the far end said hello"),
            (["--to", "10.77.1.2", "--via", "echo hello"], "it said \"hello env PATH="),
        ])
        func `what cannot be measured ends with exit code 3 and a reason`(options: [String], reason: String) throws {
            try withPath { a, _, _, folder in
                try a.ip("link", "add", "down0", "type", "veth", "peer", "name", "down1")
                let run = try a.preflight(["probe"] + options, in: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors.contains(reason), "\(run.errors)")
                #expect(run.errors.hasPrefix("error: "))
            }
        }

        @Test func `who may not capture is told what would allow it`() throws {
            try withPath { a, wire, b, folder in
                let run = try a.run(
                    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", Repository.binary, "probe",
                    "--to",
                    wire.far.ipv4, "--via", b.via, in: folder)
                #expect(run.exitCode == 3)
                #expect(run.errors.hasPrefix("error: "))
                #expect(run.errors.contains("setcap") || run.errors.contains("ip netns"), "\(run.errors)")
            }
        }

        @Test(arguments: [SIGINT, SIGTERM])
        func `a signal in the middle of a transfer ends it in order, and keeps what was measured`(signal: Int32) throws
        {
            try withPath { a, wire, b, folder in
                let probe = try a.start(
                    [
                        Repository.binary, "probe", "--to", wire.far.ipv4, "--via", b.via, "--duration", "20s",
                        "--count", "20", "--output", "run.evidence.json",
                    ], in: folder, seconds: 60)
                usleep(4_000_000)
                probe.send(signal)
                let run = probe.wait()
                #expect(run.exitCode == 3)
                #expect(run.errors.contains("stopping; what was measured is kept"))
                #expect(run.output.hasPrefix("interrupted: what was measured until then stands\n"))
                let evidence = try evidence("run.evidence.json", in: folder)
                #expect(evidence.interrupted == true)
                #expect(evidence.paths.first?.rttMs.handshake != nil)
                #expect(!evidence.voided.isEmpty)
            }
        }

        @Test func `nothing is drawn into a pipe, and progress with the time left on a terminal`() throws {
            try withPath { a, wire, _, folder in
                let run = try a.run(
                    "script", "-qec", "\(Repository.binary) probe --to \(wire.far.ipv4) --count 100", "typescript",
                    environment: ["TERM": "xterm"], in: folder)
                #expect(run.exitCode == 0)
                let shown = try String(contentsOfFile: "\(folder)/typescript", encoding: .utf8)
                #expect(shown.contains("ICMP echo; ") && shown.contains(" s left"))
            }
        }
    }
}
