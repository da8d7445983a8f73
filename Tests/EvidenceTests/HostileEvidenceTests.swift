import Evidence
import Facts
import Inventory
import SourceText
import Testing

/// Evidence comes from anywhere: what is wrong with it is told at its place, and what is only new is passed over.
@Suite struct HostileEvidenceTests {
    /// The keys that every file needs.
    private static let head =
        "schemaVersion: 1, kind: probe, started: 2026-11-22T18:00:00Z, finished: 2026-11-22T18:01:00Z"

    private func problems(in text: String) throws -> [String] {
        let loader = InventoryLoader(
            into: try FactStore(), surroundings: EvidenceSurroundings(now: 0, mostSeconds: nil) { _, _ in nil })
        do {
            try loader.load(SourceFile(path: "f", bytes: Array(text.utf8)), as: .evidence)
            return loader.warnings.map(\.description)
        } catch let problems as Diagnostics {
            return problems.list.map { String($0.description.dropFirst(2).drop { $0 == " " }) }
        }
    }

    @Test(arguments: [
        ("", "error: is empty, so it is no evidence"),
        (
            "not evidence",
            "1:1: error: evidence is a JSON object with keys such as kind and paths, this is not evidence"
        ),
        ("[]", "1:1: error: evidence is a JSON object"),
        ("{\"kind\": \"probe\"", "1:17: error: "),
        (
            "hosts: [{name: a}]",
            "error: is no evidence: it has neither schemaVersion nor kind; an inventory is named without --evidence"
        ),
        (
            "{\"a\": 1}",
            "error: is no evidence: it has neither schemaVersion nor kind; probe and analyze write evidence"
        ),
        (
            "{paths: [{from: 1}], ends: 7, schemaVersion: 2, kind: new}",
            "1:46: error: schemaVersion is 2, written by a later version"
        ),
        (
            "{kind: probe, started: 2026-11-22, finished: 2026-11-22, schemaVersion: 3}",
            "1:73: error: schemaVersion is 3"
        ),
        (
            "{schemaVersion: 1, kind: guess, started: 2026-11-22, finished: 2026-11-22}",
            "1:26: error: kind: expected one of probe, analysis, trial, found guess"
        ),
        (
            "{schemaVersion: 0, kind: probe, started: 2026-11-22, finished: 2026-11-22}",
            "1:17: error: schemaVersion: expected a whole number from 1, found 0"
        ),
        (
            "{schemaVersion: 1, kind: probe, started: soon, finished: 2026-11-22}",
            "1:42: error: started: expected a time such as"
        ),
        (
            "{schemaVersion: 1, kind: probe, started: 2026-11-22}",
            "1:1: error: this entry of evidences lacks the key finished"
        ),
    ])
    func `A file that is no evidence of this version is told once`(_ text: String, _ problem: String) throws {
        let told = try problems(in: text)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix(problem) == true, "\(told)")
    }

    @Test(arguments: [
        "paths: [{from: a, to: b, pathMtu: 1.5}]", "paths: [{from: a, to: b, pathMtu: -1}]",
        "paths: [{from: a, to: b, pathMtu: 99999999999999999999}]", "paths: [{from: a, to: b, pathMtu: null}]",
        "paths: [{from: a, to: b, rttMs: {handshake: {count: 1, min: .nan, p50: 1, p90: 1, p99: 1, max: 1}}}]",
        "paths: [{from: a, to: b, rttMs: {handshake: {count: 1, min: 1e999, p50: 1, p90: 1, p99: 1, max: 1}}}]",
        "paths: [{from: a, to: b, rttMs: {handshake: {count: 1, min: -0.1, p50: 1, p90: 1, p99: 1, max: 1}}}]",
        "paths: [{from: a, to: b, rttMs: {handshake: {count: 1}}}]",
        "paths: [{from: a, to: b, rttMs: {handshake: 4.2}}]",
        "paths: [{from: a, to: b, rttMs: 4.2}]", "paths: [{from: a}]", "paths: {}",
        "ends: [{name: a, address: nowhere}]",
        "ends: [{name: a, address: 10.0.0.1}, {name: a, address: 10.0.0.2}]",
        "paths: [{from: a, to: b, ports: {8000: ajar}}]",
        "vlans: [{vlan: 5000, subnet: 10.0.0.0/24, interface: e, asked: 1, answered: 1}]",
        "paths: [{from: a, to: b, rttMs: {icmp: {count: 1, min: 1, p50: 1, p90: 1, p99: 1, max: 1}, icmp: {count: 1, min: 1, p50: 1, p90: 1, p99: 1, max: 1}}}]",
    ])
    func `What cannot be a figure is refused at its place`(_ keys: String) throws {
        let told = try problems(in: "{\(Self.head), \(keys)}")
        #expect(!told.isEmpty)
        for problem in told { #expect(problem.hasPrefix("1:") && problem.contains(": error: "), "\(problem)") }
    }

    @Test(arguments: [
        "more: {x: [1, 2]}", "paths: [{from: a, to: b, rttMs: {quic: {count: x}}, later: [[]]}]",
        "flows: [{client: 7}]",
        "paths: [{from: a, to: b, goodput: [{direction: forward, streams: 1, mbps: 1, seconds: 1, bytes: 1, series: {x: y}}]}]",
        "observed: {ageSeconds: 1, mostSeconds: 0}",
        "paths: [{from: a, to: b, capture: {packets: 1, files: [{file: f, sha256: a, observed: {isFound: true, sha256: b}}]}}]",
    ])
    func `What no rule reads is passed over`(_ keys: String) throws {
        #expect(try problems(in: "{\(Self.head), \(keys)}").isEmpty)
    }

    @Test func `Long series cost no rows`() throws {
        let points = repeatElement("[1.5,2.5]", count: 200_000).joined(separator: ",")
        let text = """
            {\(Self.head), paths: [{from: a, to: b, goodput: [{direction: forward, streams: 1, mbps: 1, seconds: 1, bytes: 1,
            series: [\(points)]}]}]}
            """
        let store = try FactStore()
        let loader = InventoryLoader(into: store)
        try loader.load(SourceFile(path: "f", bytes: Array(text.utf8)), as: .evidence)
        try store.seal()
        #expect(store.rowCount == 3)
    }

    @Test func `Collections that nest too deep are refused`() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(try problems(in: "{\(Self.head), more: \(deep)").first?.contains("nest more than 64 deep") == true)
    }
}
