import Evidence
import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// What the probe concludes on links whose delay, rate and loss are known.
    @Suite struct LinkConditionTests {
        @Test func `over SSH, as between two sites, both directions are measured`() throws {
            try withTemporaryFolder { folder in
                try TestNetwork.with { network in
                    let (a, b) = try (network.namespace("a"), network.namespace("b"))
                    let wire = try network.veth(a, b)
                    let server = try SSHServer(in: b, on: wire.far.ipv4, of: network)
                    let (run, found) = try probe(a, wire.far.ipv4, via: server.via, ["--duration", "1s"], folder)
                    #expect(run.exitCode == 0, "\(run.errors)")
                    let path = try #require(found?.paths.first)
                    #expect(path.goodput.map(\.direction) == [.forward, .reverse])
                    #expect(path.goodput.allSatisfy { $0.bytes == $0.capturedBytes })
                    #expect(path.clockOffsetMs != nil)
                }
            }
        }

        @Test func `what the system's buffers cannot fill is limited by the window, not by the path`() throws {
            try withLink(["--delay-ms", "22"]) { a, b, far, folder in
                let (run, found) = try probe(
                    a, far, via: b.via,
                    ["--socket-buffer", "system", "--congestion-control", "cubic", "--duration", "4s"], folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                for goodput in try #require(found?.paths.first).goodput {
                    #expect(goodput.limitedBy == .window)
                    #expect(
                        goodput.limitedWhy?.contains("buffer of 4 MiB") == true, "\(goodput.limitedWhy ?? "no reason")")
                    #expect(goodput.windowBytes.map { $0 > 1 << 20 && $0 <= 8 << 20 } == true)
                }
            }
        }

        @Test func `losses are named as what limits, with the ceiling that they set`() throws {
            try withLink(["--delay-ms", "5", "--rate-mbps", "1000", "--loss", "0.02", "--seed", "7"]) {
                a, b, far, folder in
                let (run, found) = try probe(
                    a, far, via: b.via, ["--congestion-control", "cubic", "--duration", "4s"], folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                for goodput in try #require(found?.paths.first).goodput {
                    #expect(goodput.limitedBy == .loss)
                    #expect(goodput.lossRate.map { $0 > 0.01 && $0 < 0.04 } == true)
                    #expect(goodput.lossCeilingMbps.map { $0 > goodput.mbps / 2 && $0 < goodput.mbps * 2 } == true)
                }
            }
        }

        @Test func `a path that loses, reorders and duplicates is measured all the same`() throws {
            let options = [
                "--delay-ms", "2", "--rate-mbps", "200", "--loss", "0.05", "--reorder", "0.02", "--duplicate", "0.02",
            ]
            try withLink(options) { a, b, far, folder in
                let (run, found) = try probe(
                    a, far, via: b.via, ["--congestion-control", "cubic", "--duration", "2s"], folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let path = try #require(found?.paths.first)
                #expect(path.rttMs.handshake.map { $0.p50 > 4 && $0.p50 < 8 } == true)
                #expect(path.pathMtu == 1500)
                #expect(path.goodput.count == 2)
                #expect(path.goodput.allSatisfy { $0.bytes == $0.capturedBytes })
            }
        }

        @Test func `80 ms over 1 Gbit/s are filled by one stream, and lint judges the round trip`() throws {
            try withLink(["--delay-ms", "40", "--rate-mbps", "1000"]) { a, b, far, folder in
                let (run, found) = try probe(
                    a, far, via: b.via, ["--congestion-control", "cubic", "--duration", "6s"], folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let path = try #require(found?.paths.first)
                #expect(path.rttMs.handshake.map { $0.p50 > 80 && $0.p50 < 82 } == true)
                #expect(path.goodput.allSatisfy { $0.windowBytes == nil })

                try inventory(near: path.from, far: path.to).write(
                    toFile: "\(folder)/inventory.yaml", atomically: true, encoding: .utf8)
                let lint = try a.preflight(
                    ["lint", "inventory.yaml", "--evidence", "run.json", "--format", "jsonl"], in: folder)
                #expect(lint.exitCode == 1)
                #expect(lint.output.contains("VMN803"), "\(lint.output)")
            }
        }
    }
}

/// Two sites of 5.0 with Enterprise Plus, which allows 10 ms.
private func inventory(near: String, far: String) -> String {
    """
    sites: [{name: here}, {name: there}]
    clusters: [{name: c}]
    hosts:
      - {name: esx1, site: here, cluster: c, version: 5.0.0, license: vSphere 5 Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: \(near), netmask: 255.255.255.0, mtu: 1500, services: [vmotion]}]}
      - {name: esx2, site: there, cluster: c, version: 5.0.0, license: vSphere 5 Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: \(far), netmask: 255.255.255.0, mtu: 1500, services: [vmotion]}]}

    """
}

private func withLink(
    _ options: [String], _ body: (Namespace, Namespace, String, String) throws -> Void
) throws {
    try withTemporaryFolder { folder in
        try TestNetwork.with { network in
            let (a, b) = try (network.namespace("a"), network.namespace("b"))
            let link = try network.link(a, b, options)
            try body(a, b, link.wire.far.ipv4, folder)
        }
    }
}

private func probe(
    _ a: Namespace, _ far: String, via: String, _ options: [String], _ folder: String
) throws -> (run: Program.Outcome, evidence: Evidence?) {
    let run = try a.preflight(
        ["probe", "--to", far, "--via", via, "--count", "30", "--output", "run.json"] + options, in: folder)
    let text = try? Data(contentsOf: URL(filePath: folder).appending(path: "run.json"))
    return (run, try text.map { try Evidence(json: $0) })
}
