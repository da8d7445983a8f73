import Evidence
import Facts
import Foundation
import Inventory
import SourceText
import TestSupport
import Testing

/// The types that write evidence and the declaration that it is loaded by are two descriptions of one format.
@Suite struct SchemaTests {
    @Test func `Every key that the types write is declared, and every declared one is written`() throws {
        let written = try JSONSerialization.jsonObject(with: Data(RandomEvidence.complete().json().utf8))
        #expect(keys(in: written, at: "") == keys(of: EvidenceSchema.root.fields, at: ""))
    }

    private func keys(in value: Any, at path: String) -> Set<String> {
        if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys(in: $1, at: path)) } }
        guard let object = value as? [String: Any] else { return [] }
        return object.reduce(into: []) { found, member in
            // The names of ports are free.
            let name = path + "." + (path.hasSuffix(".ports") ? "*" : member.key)
            found.insert(name)
            found.formUnion(keys(in: member.value, at: name))
        }
    }

    private func keys(of fields: [Field], at path: String) -> Set<String> {
        fields.filter(\.isInFile).reduce(into: []) { found, field in
            let name = path + "." + field.key
            found.insert(name)
            switch field.content {
            case .record(let record), .records(let record): found.formUnion(keys(of: record.fields, at: name))
            case .group(let inner), .unread(.objects(let inner)): found.formUnion(keys(of: inner, at: name))
            case .namedRecords(let record, _, let names):
                for member in names {
                    found.insert(name + "." + member)
                    found.formUnion(keys(of: record.fields, at: name + "." + member))
                }
            case .map: found.insert(name + ".*")
            default: break
            }
        }
    }

    /// A store with `text` as evidence.
    private func load(_ text: String) throws -> (store: FactStore, warnings: [Diagnostic]) {
        let store = try FactStore()
        let surroundings = EvidenceSurroundings(now: 0, mostSeconds: nil) { _, _ in nil }
        let loader = InventoryLoader(into: store, surroundings: surroundings)
        try loader.load(SourceFile(path: "probe.evidence.json", bytes: Array(text.utf8)), as: .evidence)
        try store.seal()
        return (store, loader.warnings)
    }

    @Test(arguments: 0..<60 as Range<UInt64>) func `Whatever the types write is loaded`(seed: UInt64) throws {
        var random = RandomEvidence(seed: seed)
        let evidence = random.evidence()
        let (store, warnings) = try load(evidence.json())
        #expect(warnings.isEmpty)
        func count(_ table: String) throws -> Int {
            let statement = try store.reader().prepare("SELECT count(*) FROM \(table)")
            return try statement.step() ? Int(statement.integer(0)) : -1
        }
        func methods(_ trips: Path.RoundTrips?) -> Int {
            [trips?.handshake, trips?.ack, trips?.timestamp, trips?.icmp].count { $0 != nil }
        }
        let paths = evidence.paths
        let counts = [
            "evidences": 1, "measuredEnds": evidence.ends.count, "measuredPaths": paths.count, "paths": paths.count,
            "voidedFigures": evidence.voided.count, "vlanProbes": evidence.vlans?.count ?? 0,
            "idleRtts": paths.reduce(0) { $0 + methods($1.rttMs) },
            "loadedRtts": paths.reduce(0) { $0 + methods($1.rttLoadedMs) },
            "transfers": paths.reduce(0) { $0 + $1.goodput.count },
            "ladderSteps": paths.reduce(0) { $0 + ($1.mtuLadder?.count ?? 0) },
            "measuredPorts": paths.reduce(0) { $0 + $1.ports.count },
            "captures": paths.count { $0.capture != nil },
            "captureFiles": paths.reduce(0) { $0 + ($1.capture?.files?.count ?? 0) },
        ]
        for (table, expected) in counts.merging(trialCounts(evidence.trial), uniquingKeysWith: { $1 }) {
            #expect(try count(table) == expected, "\(table)")
        }
    }

    private func trialCounts(_ trial: Trial?) -> [String: Int] {
        [
            "trials": trial == nil ? 0 : 1, "trialRounds": trial?.rounds.count ?? 0,
            "trialPairs": trial?.pairs?.count ?? 0, "trialRuns": trial?.runs?.count ?? 0,
            "sweeps": trial?.sweep == nil ? 0 : 1, "sweepPoints": trial?.sweep?.points.count ?? 0,
            "vmPredictions": trial?.predictions?.count ?? 0,
            "vmPredictionGaps": trial?.predictions?.reduce(0) { $0 + ($1.missing?.count ?? 0) } ?? 0,
        ]
    }
}
