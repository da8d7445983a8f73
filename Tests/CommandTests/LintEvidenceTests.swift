import Foundation
import TestSupport
import Testing

/// `lint --evidence` as people and pipelines run it.
@Suite struct LintEvidenceTests {
    private static let inventory = """
        links: [{between: [a, b], rttMs: 4}]
        hosts:
          - {name: esx1, site: a, version: 5.5.0, license: Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.1/24, services: [vmotion]}]}
          - {name: esx2, site: b, version: 5.5.0, license: Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.2/24, services: [vmotion]}]}
        """

    private static func evidence(finished: String = "2026-11-22T18:01:00Z", sha256: String = "00", bytes: Int = 3)
        -> String
    {
        """
        {"schemaVersion": 1, "kind": "probe", "tool": {"name": "t", "version": "1"}, "started": "2026-11-22T18:00:00Z",
         "finished": "\(finished)", "ends": [{"name": "one", "address": "10.0.0.1"}, {"name": "two", "address": "10.0.0.2"}],
         "paths": [{"from": "one", "to": "two", "reachable": true,
          "rttMs": {"handshake": {"count": 20, "min": 12, "p50": 12.5, "p90": 13, "p99": 13, "max": 13}},
          "capture": {"packets": 1, "files": [{"file": "captures/one.pcap", "sha256": "\(sha256)", "bytes": \(bytes)}]}}]}
        """
    }

    /// Lints the inventory with `evidence` beside `files`, and gives the findings of the rules on measurements.
    private func lint(
        _ evidence: String, beside files: [String: String] = [:], options: String...
    ) throws -> (run: Run, found: [String]) {
        let more = ["inventory.yaml": Self.inventory, "out/probe.evidence.json": evidence]
        return try Workbench.with(files.merging(more) { $1 }) { bench in
            let arguments = ["lint", "inventory.yaml", "--evidence", "out/probe.evidence.json"] + options
            let run = try execute([Repository.binary] + arguments, in: bench.folder)
            let found = run.output.matches(of: /(?m)^[a-z]+\[VMN8[0-9]+\]/).map { String($0.0) }
            return (run, found)
        }
    }

    @Test func `A measured round trip gives a verdict at its place in the evidence`() throws {
        let (run, found) = try lint(Self.evidence())
        #expect(run.exitCode == 1)
        #expect(run.errors.isEmpty)
        #expect(found.contains("error[VMN803]"))
        #expect(found.contains("warning[VMN809]"))
        #expect(run.output.contains("--> out/probe.evidence.json:4:58"))
        #expect(run.output.contains("takes 12.5 ms (median of 20 TCP handshakes from one to two)"))
    }

    @Test func `Evidence is an input of the report, and its findings have their places in every format`() throws {
        let json = try lint(Self.evidence(), options: "--format", "json").run.output
        let report = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(report["inputs"] as? [String] == ["inventory.yaml", "out/probe.evidence.json"])
        let findings = try #require(report["findings"] as? [[String: Any]])
        let measured = try #require(findings.first { $0["rule"] as? String == "VMN803" })
        #expect(measured["fingerprint"] as? String == "VMN803/a/b/p50")
        #expect((measured["location"] as? [String: Any])?["file"] as? String == "out/probe.evidence.json")
        for format in ["sarif", "junit", "github", "gitlab", "csv", "markdown", "jsonl"] {
            let output = try lint(Self.evidence(), options: "--format", format).run.output
            #expect(output.contains("probe.evidence.json"), "\(format)")
        }
    }

    @Test(arguments: [("1w", true), ("999999d", false), ("1min", true)])
    func `Old evidence is a finding when that is asked`(_ age: String, _ isFound: Bool) throws {
        let (_, found) = try lint(
            Self.evidence(finished: "2020-02-01T00:00:00Z").replacing(
                "2026-11-22T18:00:00Z", with: "2020-01-01T00:00:00Z"), options: "--max-evidence-age", age)
        #expect(found.contains("warning[VMN811]") == isFound)
        #expect(
            try !lint(
                Self.evidence(finished: "2020-02-01T00:00:00Z").replacing(
                    "2026-11-22T18:00:00Z", with: "2020-01-01T00:00:00Z")
            ).found.contains("warning[VMN811]"))
    }

    @Test func `New evidence is no finding, and of evidence from the future nobody can tell`() throws {
        let now = Date.now.ISO8601Format()
        #expect(
            try !lint(Self.evidence(finished: now), options: "--max-evidence-age", "1h").found.contains(
                "warning[VMN811]"))
        let (run, found) = try lint(
            Self.evidence(finished: "2999-01-01T00:00:00.5Z"), options: "--max-evidence-age", "1h")
        #expect(run.exitCode == 1)
        #expect(found.contains("unknown[VMN811]"))
        #expect(run.output.contains("which is still to come: a clock is wrong"))
    }

    private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `A capture that lies beside the evidence is hashed`() throws {
        let right = Self.evidence(sha256: Self.abc.uppercased())
        #expect(try !lint(right, beside: ["out/one.pcap": "abc"]).run.output.contains("VMN812"))
        #expect(try lint(right, beside: ["out/one.pcap": "abd"]).found.contains("error[VMN812]"))
        let short = try lint(right, beside: ["out/one.pcap": "ab"])
        #expect(short.run.output.contains("it has 2 bytes, and had 3"))
        // Elsewhere it is no finding, and nothing but the name leads there.
        #expect(try !lint(right, beside: ["out/captures/one.pcap": "abd"]).run.output.contains("VMN812"))
    }

    @Test(arguments: [
        ("", "is empty, so it is no evidence"), ("nothing of the kind", "evidence is a JSON object"),
        (inventory, "is no evidence: it has neither schemaVersion nor kind; an inventory is named without --evidence"),
        (
            evidence().replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 9"),
            "schemaVersion is 9, written by a later version"
        ),
        (evidence().replacing("probe", with: "guess"), "kind: expected one of probe, analysis, trial, found"),
        (evidence().replacing("12.5", with: "\"fast\""), "p50: expected a number of milliseconds"),
        (evidence().replacing("12.5", with: "11"), "p50 is less than min here, so these figures are wrong"),
        (evidence().replacing("12.5", with: "14"), "p90 is less than p50 here, so these figures are wrong"),
        (evidence(finished: "2026-11-22T17:59:59Z"), "finished is less than started here, so these figures are wrong"),
        (String(evidence().dropLast(9)), "error: "),
    ])
    func `What is no evidence is refused`(_ text: String, _ message: String) throws {
        let (run, _) = try lint(text)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.errors.hasPrefix("out/probe.evidence.json:"))
    }

    @Test(arguments: [
        (["--evidence", "out/none.json"], "out/none.json: error: cannot be opened"),
        (["--evidence", "out"], "out: error: is a directory"), (["--evidence", "-"], "--evidence takes a file"),
        (["--max-evidence-age", "30d"], "it needs --evidence"),
        (["--evidence", "out/probe.evidence.json", "--max-evidence-age", "30"], "30d"),
        (["--evidence", "out/probe.evidence.json", "--max-evidence-age", "-1d"], "30d"),
        (
            ["--evidence", "out/probe.evidence.json", "--report", "json=out/probe.evidence.json"],
            "out/probe.evidence.json"
        ),
    ])
    func `Wrong usage is told`(_ options: [String], _ message: String) throws {
        let files = ["inventory.yaml": Self.inventory, "out/probe.evidence.json": Self.evidence()]
        try Workbench.with(files) { bench in
            let run = try execute([Repository.binary, "lint", "inventory.yaml"] + options, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.errors.contains(message), "\(run.errors)")
            #expect(try bench.text("out/probe.evidence.json") == Self.evidence())
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Evidence from a pipe or a device is refused`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            try #require(execute(["mkfifo", "pipe"], in: bench.folder).exitCode == 0)
            for path in ["pipe", "/dev/zero"] {
                let run = try bench.preflight("lint", "inventory.yaml", "--evidence", path)
                #expect(run.exitCode == 2)
                #expect(run.errors == "\(path): error: is a pipe or a device; a regular file is needed here\n")
            }
        }
    }

    @Test func `The paths between a hundred hosts are judged`() throws {
        let hosts = 1...100
        let inventory = hosts.map {
            "  - {name: esx\($0), site: \($0 % 2 == 0 ? "a" : "b"), vmkernelAdapters: [{device: vmk1, ip: 10.0.0.\($0)/24, services: [vmotion]}]}\n"
        }
        let ends = hosts.map { "{name: n\($0), address: 10.0.0.\($0)}" }
        let rtt = "{handshake: {count: 10, min: 3, p50: 3, p90: 3, p99: 3, max: 3}}"
        let paths = hosts.flatMap { from in
            hosts.filter { $0 != from }.map { "{from: n\(from), to: n\($0), reachable: true, rttMs: \(rtt)}" }
        }
        let evidence = """
            {schemaVersion: 1, kind: probe, tool: {name: t, version: "1"}, started: 2026-11-22T18:00:00Z, finished: 2026-11-22T18:01:00Z,
            ends: [\(ends.joined(separator: ", "))], paths: [\(paths.joined(separator: ",\n"))]}
            """
        let files = ["inventory.yaml": "hosts:\n" + inventory.joined(), "e.json": evidence]
        try Workbench.with(files) { bench in
            let sql = "SELECT count(*) AS ways FROM measuredWays WHERE id IN (SELECT measuredWayID FROM wayHosts)"
            let run = try bench.preflight("query", sql, "inventory.yaml", "--evidence", "e.json", "--format", "csv")
            #expect(run.output == "ways\r\n9900\r\n", "\(run.errors)")
        }
    }

    @Test func `Evidence below a directory of inventories is none of them`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "probe.evidence.json": Self.evidence()]) { bench in
            let run = try bench.preflight("lint", ".", "--fail-on", "never")
            #expect(run.exitCode == 0)
            #expect(run.errors.isEmpty)
            #expect(!run.output.contains("VMN80"))
        }
    }

    @Test func `A query asks what was measured`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "e.json": Self.evidence()]) { bench in
            let sql = "SELECT p.fromName, p.fromSite, r.p50 FROM paths p JOIN roundTrips r ON r.measuredPathID = p.id"
            let run = try bench.preflight("query", sql, "inventory.yaml", "--evidence", "e.json", "--format", "csv")
            #expect(run.output == "fromName,fromSite,p50\r\none,a,12.5\r\n")
        }
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `The evidence of every sample is valid by the schema`() throws {
        let files = Set(Sample.all.flatMap(\.evidence)).sorted()
        #expect(files.count >= 3)
        let schema = "\(Repository.root)/Samples/schemas/evidence.schema.json"
        let run = try execute([Requirement.validator, "--schemafile", schema] + files, in: Repository.root)
        #expect(run.exitCode == 0, "\(run.output)")
        let meta = try execute([Requirement.validator, "--check-metaschema", schema])
        #expect(meta.exitCode == 0, "\(meta.output)")
    }

    @Test(.needs(Requirement.checkJSONSchema, "check-jsonschema"))
    func `What is refused is not valid by the schema either`() throws {
        let wrong = [
            ("\"probe\"", "\"guess\""), ("12.5", "\"fast\""), ("12.5", "-1"), ("\"schemaVersion\": 1,", ""),
            ("\"address\": \"10.0.0.1\"", "\"adress\": \"10.0.0.1\""), ("\"reachable\": true", "\"reachable\": 1"),
        ].map { Self.evidence().replacing($0.0, with: $0.1) }
        let files = wrong.enumerated().map { ("\($0).json", $1) }
        try Workbench.with(Dictionary(uniqueKeysWithValues: files + [("inventory.yaml", Self.inventory)])) { bench in
            let schema = "\(Repository.root)/Samples/schemas/evidence.schema.json"
            for (file, text) in files {
                let valid = try execute([Requirement.validator, "--schemafile", schema, file], in: bench.folder)
                #expect(valid.exitCode == 1, "\(text)")
                #expect(try bench.preflight("lint", "inventory.yaml", "--evidence", file).exitCode == 2, "\(text)")
            }
        }
    }
}
