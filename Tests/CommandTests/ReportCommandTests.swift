import Foundation
import TestSupport
import Testing

/// `report` and `verify` as people and pipelines run them.
@Suite struct ReportCommandTests {
    private static let inventory = """
        links: [{between: [a, b], rttMs: 4}]
        clusters: [{name: c, stretched: true}]
        hosts:
          - {name: esx1, site: a, cluster: c, version: 8.0.2, license: vSphere 8 Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.1/24, services: [vmotion]}]}
          - {name: esx2, site: b, cluster: c, version: 8.0.2, license: vSphere 8 Enterprise Plus, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.2/24, services: [vmotion]}]}
        """

    private static let files = ["inventory.yaml": inventory, "out/probe.evidence.json": evidence(rtt: 12.5)]

    private static func evidence(rtt: Double) -> String {
        """
        {"schemaVersion": 1, "kind": "probe", "tool": {"name": "t", "version": "1"}, "started": "2026-11-22T18:00:00Z",
         "finished": "2026-11-22T18:01:00Z", "voided": [], "ends": [{"name": "one", "address": "10.0.0.1"}, {"name": "two", "address": "10.0.0.2"}],
         "paths": [{"from": "one", "to": "two", "reachable": true, "goodput": [], "ports": {},
          "rttMs": {"handshake": {"count": 200, "min": 1, "p50": \(rtt), "p90": 213, "p99": 213, "max": 213, "histogram": []}}}]}
        """
    }

    private static let arguments = ["report", "inventory.yaml", "--evidence", "out/probe.evidence.json"]

    /// `report` with `options` in a folder with the inventory and the evidence, and `files` instead or beside them.
    private func report(
        _ options: [String], files: [String: String] = [:], then body: (Workbench, Run) throws -> Void
    ) throws {
        try Workbench.with(Self.files.merging(files) { $1 }) { bench in
            try body(bench, execute([Repository.binary] + Self.arguments + options, in: bench.folder))
        }
    }

    @Test(arguments: ["html", "markdown", "csv", "json", "oscal", "hdf"])
    func `Two runs on the same input give the same report but for the time`(format: String) throws {
        try report(["--format", format]) { bench, first in
            #expect(first.exitCode == 0, "\(first.errors)")
            #expect(first.output.utf8.last == 10 && first.output.contains("VMN803"))
            let second = try execute([Repository.binary] + Self.arguments + ["--format", format], in: bench.folder)
            func timeless(_ text: String) -> String {
                // The UUID of an OSCAL run comes from its time.
                text.replacing(/20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(Z| UTC)/, with: "TIME")
                    .replacing(/^ *"uuid": ?"[0-9a-f-]{36}"/.anchorsMatchLineEndings(), with: "UUID")
            }
            #expect(timeless(first.output) == timeless(second.output))
        }
    }

    @Test func `What a report rests on is listed with its SHA-256, beside it as well`() throws {
        try report(["--output", "report.html"]) { bench, run in
            #expect(run.exitCode == 0 && run.output.isEmpty)
            let sums = try bench.text("report.html.sha256").split(separator: "\n")
            #expect(sums.count == 4 && sums[0].hasPrefix(##"# {"arguments":["report","inventory.yaml""##))
            let check = try execute(["sha256sum", "--check", "report.html.sha256"], in: bench.folder)
            #expect(check.exitCode == 0, "\(check.output)\(check.errors)")
            let page = try bench.text("report.html")
            for line in sums[2...] { #expect(page.contains(line.prefix(64))) }
        }
    }

    @Test(arguments: ["html", "markdown", "csv", "json", "oscal", "hdf"])
    func `A report is verified by its inputs, and made anew`(format: String) throws {
        try report(["--output", "report.out", "--format", format]) { bench, _ in
            func verify() throws -> Run { try execute([Repository.binary, "verify", "report.out"], in: bench.folder) }
            let same = try verify()
            #expect(same.exitCode == 0, "\(same.output)\(same.errors)")
            #expect(same.output.contains("the same byte for byte"))
            try Self.evidence(rtt: 3).write(
                toFile: "\(bench.folder)/out/probe.evidence.json", atomically: true, encoding: .utf8)
            let changed = try verify()
            #expect(changed.exitCode == 1)
            #expect(changed.output.contains("CHANGED    out/probe.evidence.json"))
            try FileManager.default.removeItem(atPath: "\(bench.folder)/inventory.yaml")
            let gone = try verify()
            #expect(gone.exitCode == 1)
            #expect(gone.output.contains("NOT THERE  inventory.yaml"))
            try FileManager.default.removeItem(atPath: "\(bench.folder)/report.out.sha256")
            let bare = try verify()
            #expect(bare.exitCode == 2)
            #expect(bare.errors.contains("report.out.sha256"))
        }
    }

    /// A report whose sums were made anew after `change` tells itself by what it says.
    @Test func `A verdict that was changed together with its sum is told of`() throws {
        try report(["--output", "report.json", "--format", "json"]) { bench, _ in
            let before = try bench.text("report.json")
            let after = before.replacing("\"verdict\":\"pass\"", with: "\"verdict\":\"waived\"", maxReplacements: 1)
            try #require(after != before)
            try after.write(toFile: "\(bench.folder)/report.json", atomically: true, encoding: .utf8)
            func sum(_ text: String) throws -> String {
                String(try execute(["sha256sum"], input: text).output.prefix(64))
            }
            let sums = try bench.text("report.json.sha256").replacing(sum(before), with: sum(after))
            try sums.write(toFile: "\(bench.folder)/report.json.sha256", atomically: true, encoding: .utf8)
            let run = try execute([Repository.binary, "verify", "report.json"], in: bench.folder)
            #expect(run.exitCode == 1, "\(run.errors)")
            #expect(
                run.output.contains("another one") && run.output.contains("waived there, pass anew"), "\(run.output)")
        }
    }

    @Test(arguments: [
        ("\"version\":\"", "\"version\":\"9", Int32(3), "of version 9"), ("\"report\",", "\"lint\",", 2, "first line"),
        ("\"written\":\"", "\"written\":\"x", 2, "first line"),
        ("\"--evidence\",\"out/probe.evidence.json\",", "", 1, "other files than"),
        ("# {", "# ", 2, "holds no sums"), ("  report.html", " report.html", 2, "report.html.sha256:2:1"),
    ])
    func `Sums that are none or of another make are told of`(
        text: String, other: String, code: Int32, says: String
    ) throws {
        try report(["--output", "report.html"]) { bench, _ in
            let sums = try bench.text("report.html.sha256")
            let changed = sums.replacing(text, with: other, maxReplacements: 1)
            try #require(changed != sums)
            try changed.write(toFile: "\(bench.folder)/report.html.sha256", atomically: true, encoding: .utf8)
            let run = try execute([Repository.binary, "verify", "report.html"], in: bench.folder)
            #expect(run.exitCode == code && (run.output + run.errors).contains(says), "\(run.output)\(run.errors)")
        }
    }

    @Test func `An inventory by the standard input leaves it unknown`() throws {
        try Workbench.with([:]) { bench in
            let written = try execute(
                [Repository.binary, "report", "-", "--output", "report.html"], input: "hosts: [{name: esx1}]",
                in: bench.folder)
            #expect(written.exitCode == 0, "\(written.errors)")
            let run = try execute([Repository.binary, "verify", "report.html"], in: bench.folder)
            #expect(run.exitCode == 3 && run.output.contains("standard input"), "\(run.output)\(run.errors)")
        }
    }

    @Test(arguments: ["html", "json", "md"])
    func `The report that is a sample is what comes out today; its make writes it anew`(suffix: String) throws {
        let run = try execute([Repository.binary, "verify", "Samples/two-site-report/report.\(suffix)"])
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    }

    @Test func `A report may lie beside the inventories, and is none`() throws {
        try Workbench.with(["estate/a.yaml": "hosts: [{name: esx1}]"]) { bench in
            for _ in 1...2 {
                let run = try execute(
                    [Repository.binary, "report", "estate", "--format", "json", "--output", "estate/report.json"],
                    in: bench.folder)
                #expect(run.exitCode == 0, "\(run.errors)")
                let verified = try execute([Repository.binary, "verify", "estate/report.json"], in: bench.folder)
                #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
            }
        }
    }

    @Test func `Nothing is written where the sums cannot be`() throws {
        try Workbench.with(["a.yaml": "hosts: [{name: esx1}]", "r.html": "old", "r.html.sha256/x": ""]) { bench in
            let run = try execute([Repository.binary, "report", "a.yaml", "--output", "r.html"], in: bench.folder)
            #expect(run.exitCode == 2 && run.errors.contains("directory"))
            #expect(try bench.text("r.html") == "old")
        }
    }

    @Test func `Rules of one's own need no limits`() throws {
        try Workbench.with(Self.files) { bench in
            let new = try execute(
                [Repository.binary, "rules", "new", "ACME001", "vmk-mtu", "--directory", "rules"], in: bench.folder)
            #expect(new.exitCode == 0, "\(new.errors)")
            let run = try execute([Repository.binary] + Self.arguments + ["--rules", "rules"], in: bench.folder)
            #expect(run.exitCode == 0, "\(run.errors)")
        }
    }

    @Test func `A report that was changed by hand is told of`() throws {
        try report(["--output", "report.html"]) { bench, _ in
            let page = try bench.text("report.html").replacing("VMN803", with: "VMN999")
            try page.write(toFile: "\(bench.folder)/report.html", atomically: true, encoding: .utf8)
            let run = try execute([Repository.binary, "verify", "report.html"], in: bench.folder)
            #expect(run.exitCode == 1)
            #expect(run.output.contains("CHANGED    report.html"))
        }
    }

    @Test func `What got better and worse since an earlier report is told`() throws {
        try report(["--output", "old.json", "--format", "json"]) { bench, _ in
            try Self.evidence(rtt: 3).write(
                toFile: "\(bench.folder)/out/probe.evidence.json", atomically: true, encoding: .utf8)
            let run = try execute(
                [Repository.binary] + Self.arguments + ["--since", "old.json", "--format", "json"], in: bench.folder)
            #expect(run.exitCode == 0, "\(run.errors)")
            let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
            let comparison = try #require(document?["comparison"] as? [String: Any])
            let better = try #require(comparison["better"] as? [[String: Any]])
            #expect(better.contains { $0["rule"] as? String == "VMN809" })
            let foreign = try execute(
                [Repository.binary] + Self.arguments + ["--since", "inventory.yaml"], in: bench.folder)
            #expect(foreign.exitCode == 2)
            #expect(foreign.errors.contains("inventory.yaml"))
        }
    }

    @Test func `Findings make the exit code 1 only where that is asked for`() throws {
        try report(["--format", "csv"]) { bench, run in
            #expect(run.exitCode == 0)
            for (levels, code) in [("warning", 1), ("never", 0)] as [(String, Int32)] {
                let arguments = Self.arguments + ["--format", "csv", "--fail-on", levels]
                let judged = try execute([Repository.binary] + arguments, in: bench.folder)
                #expect(judged.exitCode == code)
            }
        }
    }

    @Test func `Without evidence a report says what is not known`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try execute(
                [Repository.binary, "report", "inventory.yaml", "--format", "markdown"], in: bench.folder)
            #expect(run.exitCode == 0, "\(run.errors)")
            #expect(run.output.hasPrefix("## vMotion preflight: cannot be told\n"))
        }
    }

    @Test(arguments: [
        ("cut off", #"{"schemaVersion": 1, "kind": "probe", "paths": ["#),
        ("from another version", evidence(rtt: 1).replacing(#""schemaVersion": 1"#, with: #""schemaVersion": 99"#)),
        ("contradicting", evidence(rtt: 1).replacing(#""min": 1,"#, with: #""min": 1200,"#)),
        ("no evidence", "hosts: []"),
    ])
    func `Evidence that cannot be used is told of, and no report is written`(what: String, text: String) throws {
        try report(["--output", "report.html"], files: ["out/probe.evidence.json": text, "report.html": "old"]) {
            bench, run in
            #expect(run.exitCode == 2, "\(what)")
            #expect(run.errors.contains("out/probe.evidence.json"), "\(run.errors)")
            #expect(try bench.text("report.html") == "old")
            let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder)
            #expect(Set(left) == ["inventory.yaml", "out", "report.html"])
        }
    }

    @Test func `Evidence from the future is a finding, and so is evidence of other hosts`() throws {
        let future = Self.evidence(rtt: 3).replacing("2026-11-22", with: "2126-11-22")
        let foreign = Self.evidence(rtt: 3).replacing("10.0.0.", with: "192.0.2.")
        for text in [future, foreign] {
            try report(["--format", "csv", "--max-evidence-age", "30d"], files: ["out/probe.evidence.json": text]) {
                _, run in
                #expect(run.exitCode == 0, "\(run.errors)")
                let rows = run.output.split(separator: "\n").filter { $0.contains("out/probe.evidence.json") }
                #expect(rows.contains { $0.contains("unknown") || $0.contains("fail") }, "\(run.output)")
            }
        }
    }

    @Test func `Nothing is written over what is read`() throws {
        for name in ["inventory.yaml", "out/probe.evidence.json"] {
            try report(["--output", name]) { bench, run in
                #expect(run.exitCode == 2)
                #expect(run.errors.contains("is an input"))
            }
        }
    }
}
