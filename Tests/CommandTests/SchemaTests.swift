import Foundation
import Testing

/// The JSON Schemas say what the loaders take, as a validator that is not ours understands them.
@Suite struct SchemaTests {
    private static let folder = "\(Repository.root)/Samples/schemas"

    /// Validates `files` by the schema of `kind`.
    private func validate(_ files: [String], _ kind: String, in folder: String = Repository.root) throws -> Run {
        try execute(
            [Requirement.validator, "--schemafile", "\(Self.folder)/\(kind).schema.json"] + files, in: folder)
    }

    private var rules: [String] {
        get throws {
            try FileManager.default.subpathsOfDirectory(atPath: "\(Repository.root)/Rules")
                .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix("limits.yaml") }.map { "Rules/" + $0 }
        }
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `The schemas are JSON Schemas`() throws {
        let names = ["inventory", "rule", "findings", "waivers", "configuration"].map {
            "\(Self.folder)/\($0).schema.json"
        }
        let run = try execute([Requirement.validator, "--check-metaschema"] + names)
        #expect(run.exitCode == 0, "\(run.output)")
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `Every sample is valid by the schema of inventories`() throws {
        let inventories = Set(Sample.all.flatMap(\.inventories)).sorted()
        #expect(inventories.count > 20)
        let run = try validate(inventories, "inventory")
        #expect(run.exitCode == 0, "\(run.output)")
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `Every rule is valid by the schema of rules, and so is a new one`() throws {
        let rules = try rules
        #expect(rules.count > 15)
        let run = try validate(rules, "rule")
        #expect(run.exitCode == 0, "\(run.output)")
        try Workbench.with([:]) { bench in
            #expect(try bench.preflight("rules", "new", "ACME001", "mtu-is-9000").exitCode == 0)
            let run = try validate(["ACME001-mtu-is-9000.yaml"], "rule", in: bench.folder)
            #expect(run.exitCode == 0, "\(run.output)")
        }
    }

    @Test(
        .needs(Requirement.checkJSONSchema, "check-jsonschema"),
        arguments: [
            ("waivers", "waivers: [{rule: VMN501, scope: {host: a*}, owner: J, reason: r, expires: 2027-01-31}]", true),
            ("waivers", "waivers: [{rule: VMN501, scope: everything, owner: J, reason: r, expires: 2027-01-31}]", true),
            ("waivers", "waivers: [{rule: VMN501, scope: {}, owner: J, reason: r, expires: 2027-01-31}]", false),
            ("waivers", "waivers: [{rule: VMN501, scope: everything, owner: J, expires: 2027-01-31}]", false),
            ("waivers", "waivers: [{rule: VMN501, scope: everything, owner: J, reason: r, expires: soon}]", false),
            (
                "configuration", "failOn: warning,unknown\nrules: {VMN409: off, all: on, VMN410: {parameters: {a: 1}}}",
                true
            ),
            (
                "configuration",
                "sites: {lab: {labels: info}}\npacks: [builtin]\nclusters: {c: {VMN4*: {severity: error}}}", true
            ),
            ("configuration", "failOn: often", false), ("configuration", "rules: {VMN409: of}", false),
            ("configuration", "rulez: {}", false), ("configuration", "packs: builtin", false),
        ])
    func `What teams decide is valid by its schema when it loads`(_ kind: String, _ text: String, _ isValid: Bool)
        throws
    {
        try Workbench.with(["decision.yaml": text + "\n", "inventory.yaml": "hosts: [{name: a, cluster: c}]\n"]) {
            bench in
            let run = try validate(["decision.yaml"], kind, in: bench.folder)
            #expect((run.exitCode == 0) == isValid, "\(run.output)")
            let option = kind == "waivers" ? "--waivers" : "--config"
            let loaded = try bench.preflight("lint", "inventory.yaml", option, "decision.yaml", "--fail-on", "never")
            // A schema knows no rule's parameters.
            #expect((loaded.exitCode != 2) == (isValid && !text.contains("{a: 1}")), "\(loaded.errors)")
        }
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `The sample of accepted risks is valid by their schemas`() throws {
        let folder = "Samples/accepted-risks"
        let waivers = try validate(["\(folder)/waivers.yaml"], "waivers")
        #expect(waivers.exitCode == 0, "\(waivers.output)")
        let configuration = try validate(["\(folder)/.vmotion-preflight.yaml"], "configuration")
        #expect(configuration.exitCode == 0, "\(configuration.output)")
    }

    @Test(
        .needs(Requirement.checkJSONSchema, "check-jsonschema"),
        arguments: [
            Sample(folder: "two-sites"), Sample(folder: "captured-with-govc", overlay: "overlay-without-rtt"),
            Sample(folder: "unknown-facts"), Sample(folder: "duplicate-address"),
        ])
    func `The JSON report of a sample is valid by the schema of findings`(_ sample: Sample) throws {
        try Workbench.with(["report.json": sample.lint("--format", "json").output]) { bench in
            let run = try validate(["report.json"], "findings", in: bench.folder)
            #expect(run.exitCode == 0, "\(run.output)")
        }
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `So is one with a waiver and a baseline`() throws {
        let waivers =
            "waivers: [{rule: VMN205, scope: everything, owner: net, reason: moves, expires: 2999-12-31}]"
        try Workbench.with(["waivers.yaml": waivers]) { bench in
            let sample = Sample(folder: "duplicate-address")
            let baseline = "\(bench.folder)/baseline.json"
            #expect(try sample.lint("--write-baseline", baseline).exitCode != 2)
            let options = ["--baseline", baseline, "--waivers", "\(bench.folder)/waivers.yaml", "--format", "json"]
            let report = try execute([Repository.binary, "lint"] + sample.inventories + options).output
            let keys = try object(report)
            #expect(keys["baseline"] != nil)
            #expect(report.contains("\"verdict\" : \"waived\""))
            try bench.write(Data(report.utf8), to: "report.json")
            let run = try validate(["report.json"], "findings", in: bench.folder)
            #expect(run.exitCode == 0, "\(run.output)")
        }
    }

    @Test func `The schema of findings describes every key of a finding`() throws {
        let schema = try object(preflight("schema", "findings").output)
        let report = try object(Sample.captured.lint("--format", "json").output)
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(Set(report.keys).isSubset(of: properties.keys))
        let items = try #require((properties["findings"] as? [String: Any])?["items"] as? [String: Any])
        let described = try #require(items["properties"] as? [String: Any])
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(!findings.isEmpty)
        for finding in findings { #expect(Set(finding.keys).isSubset(of: described.keys)) }
    }

    private static let wrongInventories = [
        "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: jumbo}]}]",
        "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: 12}]}]",
        "hosts: [{name: ''}]",
        "hosts: [{cluster: c}]",
        "hosts: [{name: esx1}]\nlinks: [{between: [a, '']}]",
        "hosts: [{name: esx1}]\nlinks: [{between: [a]}]",
        "hosts: {name: esx1}",
        "hosts: [{name: esx1, physicalAdapters: [{device: vmnic0, link: sideways}]}]",
        "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: null}]}]",
    ]

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `An inventory that is refused is not valid either`() throws {
        try expectRefused(Self.wrongInventories, kind: "inventory") { bench, file in
            try bench.preflight("lint", file)
        }
    }

    private static let wrongRules: [String] = {
        let text = RuleFixture().text
        let edits = [
            ("severity: error", "severity: grave"), ("id: TST001", "id: tst001"), ("subject: hosts", "subject: hots"),
            ("at: name", "at: nmae"), ("why: A test needs it.", "why: ''"), ("category: tests", "categry: tests"),
            ("category: tests", "category: tests\nappliesTo: new"), ("category: tests", "category: tests\nstatus: new"),
            ("category: tests", "category: tests\nrequires: [nmae]"),
            ("category: tests", "category: tests\nrequire: {name: x}"),
            ("category: tests", "category: tests\nframeworks: STIG"),
            ("category: tests", "category: tests\nignorable: perhaps"),
            ("category: tests", "category: tests\nparameters: 9000"),
            ("category: tests", "category: tests\nparameters: {most: {default: 9000}}"),
            ("category: tests", "category: tests\nreferences: {a: b}"),
            ("category: tests", "category: tests\nchecks: [{subject: hosts, at: name}]"),
            ("fix: {text: Make it something.}", "fix: {esxcli: esxcli}"),
            ("fix: {text: Make it something.}", "fix: {text: x, shell: x}"),
        ]
        let tests = [
            "{name: x, inventory: {hosts: []}}", "{name: x, inventory: {}, expect: {pass: some}}",
            "{name: x, inventory: {}, expect: {fails: [a]}}", "{name: x, inventory: {}, expect: {fail: [{sbject: a}]}}",
            "{name: x, inventory: {}, expect: {fail: [{subject: a, severity: grave}]}}",
        ]
        let keys = ["id", "name", "title", "severity", "category", "subject", "at", "message", "why", "fix"]
        return edits.map { text.replacing($0.0, with: $0.1) } + tests.map { text + "tests: [\($0)]\n" }
            + keys.map { key in text.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }.joined(separator: "\n")
            }
    }()

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `A rule that is refused is not valid either`() throws {
        try expectRefused(Self.wrongRules, kind: "rule") { bench, file in
            try bench.preflight("rules", "list", "--rules", file)
        }
    }

    @Test(
        .needs(Requirement.checkJSONSchema, "check-jsonschema"),
        arguments: [
            "ignorable: false", "parameters: {most: {default: 9000, what: The most.}}",
            "where: {name: [a, b]}", "where: \"s.name <> ''\"", "requires: name",
            "requires: {mtu: vmkernelAdapters.mtu}",
            "requires: [name, {mtu: vmkernelAdapters.mtu}]", "peersAt: vmkernelAdapters.mtu", "status: preview",
            "appliesTo: \">= 6.0, < 8.0.3\"", "references: one", "frameworks: {STIG: [a, b], CCI: c}",
            "tests: [{name: x, inventory: {hosts: [{name: a}]}, expect: {fail: [a], unknown: [], pass: 0}}]",
            "tests: [{name: x, inventory: {hosts: []}, expect: {fail: [{subject: a, at: name, peers: b, missing: [c]}]}}]",
        ])
    func `A rule that is taken is valid as well`(_ more: String) throws {
        try Workbench.with(["rules/a.yaml": RuleFixture().text + more + "\n"]) { bench in
            let list = try bench.preflight("rules", "list", "--rules", "rules")
            #expect(list.exitCode == 0, "\(list.errors)")
            let run = try validate(["rules/a.yaml"], "rule", in: bench.folder)
            #expect(run.exitCode == 0, "\(run.output)")
        }
    }

    /// Expects each of `texts` to be refused by `run` and by the schema of `kind`.
    private func expectRefused(_ texts: [String], kind: String, by run: (Workbench, String) throws -> Run) throws {
        let files = texts.enumerated().map { ("\($0).yaml", $1) }
        try Workbench.with(Dictionary(uniqueKeysWithValues: files)) { bench in
            let verdicts = try validate(files.map(\.0), kind, in: bench.folder)
            #expect(verdicts.exitCode == 1)
            for (file, text) in files {
                #expect(verdicts.output.contains("\n  \(file)::"), "valid by the schema: \(text)")
                #expect(try run(bench, file).exitCode == 2, "\(text)")
            }
        }
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
