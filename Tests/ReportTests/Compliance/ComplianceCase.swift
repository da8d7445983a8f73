import Evidence
import Facts
import Foundation
import Inventory
import Report
import RuleEngine
import SourceText
import TestSupport

/// An inventory and what was measured, judged for real and told as a compliance report.
struct ComplianceCase {
    var inventory: SourceFile
    var evidence: [SourceFile] = []
    var pack: RulePack
    var waivers: String?
    var budget: Budget?
    var written = "2026-11-23T10:00:00Z"

    var report: ComplianceReport {
        get throws {
            let store = try FactStore()
            let loader = InventoryLoader(into: store)
            try loader.load(inventory)
            for file in evidence { try loader.load(file, as: .evidence) }
            try loader.merge()
            try store.seal(limits: pack.limits)
            var evaluation = try Evaluation(pack, on: store, cores: 2, keepsPasses: true, budget: budget)
            var inputs = [input(inventory, .inventory)] + evidence.map { input($0, .evidence) }
            if let waivers {
                let file = SourceFile(path: "waivers.yaml", bytes: Array(waivers.utf8))
                var suppressions = try Suppressions(for: pack)
                try suppressions.add(waivers: file)
                try suppressions.apply(to: &evaluation, of: pack, settings: RuleSettings(), today: "2026-11-23")
                inputs.append(input(file, .waivers))
            }
            let measurements = try evidence.map { file in
                let evidence = try Evidence(json: file.bytes)
                return Measurement(
                    path: file.path, evidence: evidence, places: [:], limits: evidence.paths.map { _ in .init() })
            }
            return ComplianceReport(
                toolName: "vmotion-preflight", toolVersion: "1.2.3",
                pack: .init(name: "builtin", sha256: String(repeating: "5c", count: 32)),
                arguments: ["report"] + inputs.map(\.path), written: written, inputs: inputs,
                estate: Self.estate(of: evaluation), rules: pack.rules, evaluation: evaluation,
                measurements: measurements)
        }
    }

    func render(_ format: ComplianceFormat) throws -> String {
        String(decoding: format.render(try report), as: UTF8.self)
    }

    /// An input whose hash is made up, from its length.
    private func input(_ file: SourceFile, _ role: ReportInput.Role) -> ReportInput {
        let digits = String(file.bytes.count, radix: 16)
        let hash = String(repeating: "0", count: 64 - digits.count) + digits
        return ReportInput(path: file.path, role: role, bytes: file.bytes.count, sha256: hash)
    }

    /// What verdicts are about.
    private static func estate(of evaluation: Evaluation) -> Report.Estate {
        var (sites, clusters, pairs): ([String], [String], [[String]]) = ([], [], [])
        var hosts: [Report.Estate.Host] = []
        var known: Set<String> = []
        let scopes = evaluation.passes.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.scope) }
        for scope in scopes + evaluation.findings.map(\.scope) {
            for site in scope.sites where known.insert("site \(site)").inserted { sites.append(site) }
            if let cluster = scope.cluster, known.insert("cluster \(cluster)").inserted { clusters.append(cluster) }
            if let host = scope.host, known.insert("host \(host)").inserted {
                hosts.append(.init(name: host, cluster: scope.cluster, site: scope.sites.first))
            }
            let pair = scope.sites.sorted()
            if pair.count == 2, known.insert("pair \(pair)").inserted { pairs.append(pair) }
        }
        return Report.Estate(
            sites: sites,
            clusters: clusters.map { name in
                .init(name: name, sites: Set(hosts.filter { $0.cluster == name }.compactMap(\.site)).sorted())
            }, hosts: hosts, sitePairs: pairs)
    }
}

extension ComplianceCase {
    /// A case of an inventory given as text and of rules given as text.
    init(_ inventory: String, rules: [String], waivers: String? = nil) throws {
        self.inventory = SourceFile(path: "estate/hosts.yaml", bytes: Array(inventory.utf8))
        pack = try RulePack(
            rules.enumerated().map {
                SourceFile(path: "Rules/test/rule-\($0.offset).yaml", bytes: Array($0.element.utf8))
            })
        self.waivers = waivers
    }

    /// Something of every verdict.
    static var mixed: ComplianceCase {
        get throws {
            try ComplianceCase(
                Estate.mixed.inventory, rules: Rules.all,
                waivers: """
                    waivers:
                    - {rule: TST001, scope: {host: esx1}, owner: net, reason: The switch is replaced, expires: 2027-03-31}
                    """)
        }
    }

    /// Two sites that were declared and measured, by some of the tool's own rules.
    static var measured: ComplianceCase {
        get throws {
            let wanted = ["VMN501", "VMN502", "VMN503", "VMN801", "VMN802", "VMN803", "limits.yaml"]
            let files = RulePack.builtinFiles.filter { file in wanted.contains { file.path.contains($0) } }
            return ComplianceCase(
                inventory: try sample("inventory.yaml"), evidence: [try sample("probe.evidence.json")],
                pack: try RulePack(files))
        }
    }

    private static func sample(_ name: String) throws -> SourceFile {
        let path = "Samples/measured-two-sites/\(name)"
        return SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: "\(root)/\(path)"))))
    }

    /// Names that are formulas, markup, mentions and commands, each on a host that fails and one that passes.
    static var hostile: ComplianceCase {
        get throws {
            let names = [
                "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "a;=1+1", "\\t=1", "<img src=x onerror=alert(1)>", "| a | b |",
                "`code`", "``` x", "hi @all", "fixes #1", "[a](https://x.test)", "a%0Ab", "\\r\\nb", " b ", "\\0",
                "</details>", "]]>", "\\\"", "\\\\", "a/b", "a%2Fb", "*a* _b_ ~c~", "&lt;", "\\e[31m", "\\u2028x",
                "\\u202Eabc", "\\uFEFF", "\\uFFFE", "\\u00A0x\\u3000", "عربى", "👩‍👩‍👧", "\\U000E0041",
                String(repeating: "long", count: 1_000),
            ]
            let hosts = names.enumerated().map { index, name in
                """
                - {name: "\(name)", cluster: "\(name)", build: \(index % 2 == 0 ? "24022510" : "\"\(name)\""),
                   vmkernelAdapters: [{device: "vmk\(name)", mtu: \(index % 3 == 0 ? 9000 : 1500), portGroup: "\(name)"}]}

                """
            }
            return try ComplianceCase("hosts:\n" + hosts.joined(), rules: Rules.all)
        }
    }

    /// Rules, and nothing that they are about.
    static var nothing: ComplianceCase { get throws { try ComplianceCase("hosts: []", rules: Rules.all) } }

    /// A rule that is not evaluated to its end.
    static var broken: ComplianceCase {
        get throws {
            var own = try ComplianceCase(Estate.overrun.inventory, rules: Estate.overrun.rules)
            own.budget = Estate.overrun.budget
            return own
        }
    }

    /// 30,000 verdicts: hosts by all rules of the tool, some of which fail.
    static var large: ComplianceCase {
        get throws {
            let run = try Program.run(
                ["python3", "\(root)/Tests/Benchmarks/generate-inventory", "340", "--defects", "8"], seconds: 60)
            return ComplianceCase(
                inventory: SourceFile(path: "estate.yaml", bytes: Array(run.output.utf8)),
                pack: try RulePack.builtin())
        }
    }

    /// The top of the repository, seen from this file.
    static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
}
