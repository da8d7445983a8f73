import Evidence
import Facts
import Foundation
import Inventory
import RuleEngine
import SourceText

@testable import Report

/// A report of an inventory in Samples and the evidence beside it, judged by the rules of this repository.
struct MeasuredSample: Sendable {
    let folder: String
    let files: [String]
    /// What every path is held against.
    var limits = Report.Measurement.PathLimits()
    /// Changes to what is told of the evidence; what the rules see stays.
    var change: @Sendable (inout Evidence) -> Void = { _ in }

    static let twoSites = MeasuredSample(
        folder: "measured-two-sites", files: ["probe"], limits: .init(rttMs: 10, mbps: 1000, mtu: 9000))
    static let faults = MeasuredSample(
        folder: "measured-faults", files: ["probe"], limits: .init(rttMs: 150, mbps: nil, mtu: 1500))
    static let doubtful = MeasuredSample(
        folder: "doubtful-evidence", files: ["probe"], limits: .init(rttMs: 10, mbps: 1000, mtu: 9000))
    static let trials = MeasuredSample(
        folder: "trial-migrations", files: ["long-distance", "slow-line", "branch-office"])

    static let all = [twoSites, faults, doubtful, trials]

    private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Samples").standardized.path

    /// The evidence as it lies there.
    var evidence: [Evidence] {
        get throws { try files.map { try Evidence(json: SourceFile.read(path($0)).bytes) } }
    }

    /// Every number that the evidence and the limits hold, and how many rounds each trial took.
    var figures: Set<Double> {
        get throws {
            var numbers = Set([limits.rttMs, limits.mbps, limits.mtu.map(Double.init)].compactMap(\.self))
            for measurement in try measurements {
                let json = try measurement.evidence.json()
                numbers.formUnion(
                    json.matches(of: /-?[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?/).compactMap { Double($0.0) })
                if let trial = measurement.evidence.trial { numbers.insert(Double(trial.rounds.count)) }
            }
            return numbers
        }
    }

    var content: PageContent { get throws { PageContent(try report) } }

    var report: ComplianceReport {
        get throws {
            let store = try FactStore()
            let loader = InventoryLoader(into: store)
            let inventory = "\(Self.samples)/\(folder)/inventory.yaml"
            try loader.load(named(inventory))
            try loader.merge()
            for file in files { try loader.load(named(path(file)), as: .evidence) }
            let pack = try RulePack.builtin()
            try store.seal(limits: pack.limits)
            let evaluation = try Evaluation(pack, on: store, keepsPasses: true)
            let sites = ["amsterdam", "frankfurt", "utrecht"]
            return ComplianceReport(
                toolName: "vmotion-preflight", toolVersion: "1.2.3", pack: .init(name: "builtin", sha256: ""),
                arguments: ["report", "inventory.yaml"], written: "2026-11-22T19:00:00Z", inputs: [],
                estate: Report.Estate(
                    sites: folder == "measured-faults"
                        ? ["utrecht"] : folder == "trial-migrations" ? sites : Array(sites.prefix(2)),
                    clusters: [], hosts: [],
                    sitePairs: folder == "measured-faults" ? [] : [["amsterdam", "frankfurt"]]),
                rules: pack.rules, evaluation: evaluation, measurements: try measurements)
        }
    }

    private var measurements: [Report.Measurement] {
        get throws {
            try zip(files, evidence).map { file, evidence in
                var evidence = evidence
                change(&evidence)
                let places = evidence.ends.map { end in
                    (
                        end.name,
                        Report.Measurement.Place(
                            host: end.host ?? Self.hosts[end.address], site: end.site ?? Self.sites[end.address])
                    )
                }
                return Report.Measurement(
                    path: name(file), evidence: evidence, places: Dictionary(places) { first, _ in first },
                    limits: evidence.paths.map { _ in limits })
            }
        }
    }

    /// Where the inventory has the addresses that the trials were made between.
    private static let hosts = [
        "192.168.20.11": "esx-ams-01.example.com", "192.168.20.12": "esx-fra-01.example.com",
        "192.168.40.11": "esx-utr-01.example.com", "192.168.40.12": "esx-utr-02.example.com",
    ]
    private static let sites = [
        "192.168.20.11": "amsterdam", "192.168.20.12": "frankfurt", "192.168.40.11": "utrecht",
        "192.168.40.12": "utrecht",
    ]

    private func path(_ file: String) -> String { "\(Self.samples)/\(folder)/\(file).evidence.json" }

    private func name(_ file: String) -> String { "\(folder)/\(file).evidence.json" }

    /// The file under a name that is the same on every machine.
    private func named(_ path: String) throws -> SourceFile {
        SourceFile(path: path.replacing(Self.samples + "/", with: ""), bytes: try SourceFile.read(path).bytes)
    }
}
