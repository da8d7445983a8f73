import Evidence
import Facts
import Inventory
import RuleEngine
import SourceText

@testable import Report

/// Reports to make pages of: an inventory judged for real, with waivers, evidence and what was before.
struct CompliancePages {
    var path = "estate/hosts.yaml"
    var inventory: String
    var rules = Rules.all + [roundTrip]
    var measurements: [Measurement] = []
    var comparison: Comparison?
    var waivers: String?

    /// At most 10 ms between sites.
    static let roundTrip = """
        id: TST004
        name: round-trip
        title: A link between sites must have a round trip of 10 ms at most
        severity: error
        category: limits
        subject: links
        requires: [rttMs]
        require: {rttMs: "<= 10"}
        at: rttMs
        message: "{subject} takes {observed} ms"
        why: More is not supported.
        fix: {text: "Move {subject} nearer together."}
        """

    var report: ComplianceReport {
        get throws {
            let store = try FactStore()
            let file = SourceFile(path: path, bytes: Array(inventory.utf8))
            try InventoryLoader(into: store).load(file)
            let pack = try RulePack(
                rules.enumerated().map { SourceFile(path: "rule-\($0.offset).yaml", bytes: Array($0.element.utf8)) })
            try store.seal(limits: pack.limits)
            var evaluation = try Evaluation(pack, on: store, keepsPasses: true)
            var suppressions = try Suppressions(for: pack)
            try suppressions.add(commentsOf: file)
            if let waivers {
                try suppressions.add(waivers: SourceFile(path: "waivers.yaml", bytes: Array(waivers.utf8)))
            }
            try suppressions.apply(to: &evaluation, of: pack, settings: RuleSettings(), today: "2026-11-22")
            var report = ComplianceReport(
                toolName: "vmotion-preflight", toolVersion: "1.2.3",
                pack: .init(name: "builtin", sha256: String(repeating: "5e", count: 32)),
                written: "2026-11-22T20:00:00Z",
                inputs: [
                    ReportInput(
                        path: path, role: .inventory, bytes: inventory.utf8.count,
                        sha256: String(repeating: "a1", count: 32))
                ], estate: Self.estate(evaluation), rules: pack.rules, evaluation: evaluation,
                measurements: measurements)
            report.comparison = comparison
            return report
        }
    }

    var page: HTMLReport {
        get throws { HTMLReport(try report) }
    }

    /// The estate as far as verdicts tell of it.
    private static func estate(_ evaluation: Evaluation) -> Report.Estate {
        let scopes =
            evaluation.passes.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.scope) }
            + evaluation.findings.map(\.scope)
        var sites: [String] = []
        var clusters: [String] = []
        var hosts: [Report.Estate.Host] = []
        var known: Set<String> = []
        for scope in scopes {
            for site in scope.sites where !sites.contains(site) { sites.append(site) }
            if let cluster = scope.cluster, !clusters.contains(cluster) { clusters.append(cluster) }
            if let host = scope.host, known.insert(host).inserted {
                hosts.append(Report.Estate.Host(name: host, cluster: scope.cluster, site: scope.sites.first))
            }
        }
        let pairs = Set(scopes.map(\.sites).filter { $0.count == 2 }.map { $0.sorted() })
        return Report.Estate(
            sites: sites.sorted(), clusters: clusters.sorted().map { Report.Estate.Cluster(name: $0, sites: sites.sorted()) },
            hosts: hosts.sorted { $0.name < $1.name },
            sitePairs: pairs.sorted { $0.lexicographicallyPrecedes($1) })
    }
}

extension CompliancePages {
    /// Something of everything.
    static let everything: CompliancePages = {
        var pages = CompliancePages(
            inventory: """
                sites: [{name: amsterdam}, {name: frankfurt}]
                links:
                  - {between: [amsterdam, frankfurt], rttMs: 12.5}
                hosts:
                  - name: esx1
                    site: amsterdam
                    cluster: cl-metro
                    build: "1"
                    vmkernelAdapters:
                      # vmotion-preflight: ignore TST001 -- jumbo frames come on Saturday
                      - {device: vmk0, ip: 10.0.0.1/24, mtu: 1500}
                  - name: esx2
                    site: frankfurt
                    cluster: cl-metro
                    build: 24022510
                    vmkernelAdapters:
                      - device: vmk0
                        ip: 10.0.0.1/24
                        mtu: 9000
                      - {device: vmk1, ip: 10.0.0.3/24}
                  - name: esx3
                    site: frankfurt
                    cluster: cl-branch
                    vmkernelAdapters:
                      - {device: vmk0, ip: 10.0.0.1/24, mtu: 1400}
                      - {device: vmk1, mtu: 9000}
                """)
        pages.waivers = """
            waivers:
              - rule: TST001
                scope: {host: esx3}
                owner: Network Operations
                reason: the switch is being replaced
                expires: 2099-12-31
            """
        pages.measurements = [measurement]
        pages.comparison = Comparison(
            path: "october.json", written: "2026-10-20T09:12:44Z",
            worse: [.init(rule: "TST004", subject: "amsterdam/frankfurt", before: .pass, now: .error)],
            better: [.init(rule: "TST003", subject: "cl-metro/esx2", before: .info, now: .pass)],
            new: [], gone: [.init(rule: "TST001", subject: "cl-branch/esx9/vmk0", before: .warning, now: nil)],
            unchanged: 7)
        return pages
    }()

    static let measurement: Measurement = {
        var evidence = Evidence(
            kind: .probe, tool: .init(name: "vmotion-preflight", version: "1.2.3"), started: "2026-11-21T18:00:00Z",
            finished: "2026-11-21T18:00:31Z")
        var path = Path(from: "probe-ams", to: "probe-fra")
        path.rttMs.handshake = Distribution(count: 100, min: 12.1, p50: 12.512_345, p90: 12.9, p99: 14, max: 20.25)
        path.capture = Capture(packets: 812_344)
        path.capture?.files = [
            .init(file: "ams-fra.pcap", sha256: String(repeating: "dd", count: 32), bytes: 103_980_056)
        ]
        evidence.paths = [path]
        return Measurement(
            path: "probe.evidence.json", evidence: evidence,
            places: [
                "probe-ams": .init(host: nil, site: "amsterdam"), "probe-fra": .init(host: nil, site: "frankfurt"),
            ], limits: [.init(rttMs: 10)])
    }()

    /// Hosts of which `bad` in a hundred have a wrong MTU, ten to a cluster.
    static func large(hosts: Int, adapters: Int = 1, bad: Int = 1) -> CompliancePages {
        var inventory = "hosts:\n"
        for host in 0..<hosts {
            inventory += "  - name: esx-\(host).example.com\n    cluster: cl-\(host / 10)\n    build: 24022510\n"
            inventory += "    vmkernelAdapters:\n"
            for adapter in 0..<adapters {
                let address = "10.\(host / 250).\(host % 250).\(adapter + 1)/24"
                let mtu = host * 37 % 100 < bad ? 1500 : 9000
                inventory += "      - {device: vmk\(adapter), ip: \(address), mtu: \(mtu)}\n"
            }
        }
        return CompliancePages(inventory: inventory)
    }
}
