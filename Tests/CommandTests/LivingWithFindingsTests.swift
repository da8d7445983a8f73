import Foundation
import Testing

/// Waivers, ignore comments and baselines on the command line.
@Suite struct LivingWithFindingsTests {
    private static let inventory = """
        hosts:
        - name: esx1
          cluster: lab
          vmkernelAdapters: []
        - name: esx2
          cluster: lab
          vmkernelAdapters: []

        """

    private static func waivers(_ expires: String) -> String {
        "waivers: [{rule: VMN101, scope: {host: esx1}, owner: Jane, reason: rebuilt soon, expires: \(expires)}]\n"
    }

    @Test func `A waived finding does not fail the build, and is still told`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "waivers.yaml": Self.waivers("2999-12-31")]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--waivers", "waivers.yaml")
            #expect(run.exitCode == 1)
            #expect(run.output.contains("error[VMN101]: esx2 "))
            #expect(!run.output.contains("error[VMN101]: esx1 "))
            #expect(run.output.contains("(Jane, until 2999-12-31, waivers.yaml:1:12: rebuilt soon)"))
            #expect(run.output.contains(", 1 waived"))
        }
    }

    @Test func `An expired waiver fails the build and says whose it was`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "waivers.yaml": Self.waivers("2020-01-31")]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--waivers", "waivers.yaml")
            #expect(run.exitCode == 1)
            #expect(
                run.output.contains(
                    "error[VMN001]: the waiver of VMN101 for host esx1 expired on 2020-01-31; Jane answered for it: rebuilt soon"
                ))
        }
    }

    @Test func `A comment ignores, and one that ignores nothing is a warning`() throws {
        let inventory = Self.inventory
            .replacing("- name: esx1", with: "# vmotion-preflight: ignore VMN101 -- rebuilt soon\n- name: esx1")
            .replacing("- name: esx2", with: "- name: esx2 # vmotion-preflight: ignore VMN501 -- wrong line")
        try Workbench.with(["inventory.yaml": inventory]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--fail-on", "never")
            #expect(run.output.contains("waived[VMN101]: esx1 "))
            #expect(run.output.contains("warning[VMN002]: VMN501 finds nothing here"))
        }
    }

    @Test func `A baseline leaves what is new`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let written = try bench.preflight("lint", "inventory.yaml", "--write-baseline", "baseline.json")
            #expect(written.exitCode == 0)
            let known = try bench.preflight("lint", "inventory.yaml", "--baseline", "baseline.json")
            #expect(known.exitCode == 0)
            #expect(known.output.contains("baseline baseline.json: 0 new, "))
            #expect(known.output.contains("no new findings in inventory.yaml: "))
            let more = Self.inventory.replacing("esx1", with: "esx3")
            try bench.write(Data(more.utf8), to: "inventory.yaml")
            let changed = try bench.preflight("lint", "inventory.yaml", "--baseline", "baseline.json")
            #expect(changed.exitCode == 1)
            #expect(changed.output.contains("error[VMN101]: esx3 "))
            #expect(changed.output.contains("gone: VMN101/lab/esx1/vmkernelAdapters"))
        }
    }

    @Test(arguments: [
        ("text", "baseline baseline.json: "), ("markdown", "- baseline baseline.json: "),
        ("github", "baseline baseline.json: "), ("json", "\"baselineState\" : \"unchanged\""),
        ("jsonl", "\"baselineState\":\"unchanged\""),
        ("sarif", "\"baselineState\" : \"new\""), ("junit", "known from the baseline: "), ("csv", ",unchanged"),
    ]) func `Every report tells what is new and what was known`(_ format: String, _ part: String) throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            _ = try bench.preflight("lint", "inventory.yaml", "--write-baseline", "baseline.json")
            let more = Self.inventory + "- {name: esx3, cluster: lab, vmkernelAdapters: []}\n"
            try bench.write(Data(more.utf8), to: "inventory.yaml")
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--baseline", "baseline.json", "--format", format)
            #expect(run.output.contains(part), "\(run.output)\(run.errors)")
        }
    }

    @Test(arguments: [
        (["--waivers", "missing.yaml"], "missing.yaml: error: cannot be opened: No such file or directory"),
        (["--waivers", "bad.yaml"], "bad.yaml:1:18: error: there is no rule VMN110; did you mean VMN101?"),
        (["--baseline", "bad.yaml"], "bad.yaml: error: is no baseline; lint with --write-baseline writes one"),
        (
            ["--baseline", "other.json"],
            "other.json: error: was written for another inventory: none of its hosts is here, such as esx9"
        ),
        (["--write-baseline", "inventory.yaml"], "inventory.yaml: error: is an input, so nothing is written over it"),
    ]) func `What cannot be used ends with 2 and leaves the files as they are`(
        _ options: [String], _ complaint: String
    ) throws {
        let files = [
            "inventory.yaml": Self.inventory,
            "bad.yaml": "waivers: [{rule: VMN110, scope: everything, owner: J, reason: r, expires: 2027-01-01}]",
            "other.json": "{\"schemaVersion\": \"1.0\", \"tool\": {}, \"hosts\": [\"esx9\"], \"findings\": []}",
        ]
        try Workbench.with(files) { bench in
            let run = try execute([Repository.binary, "lint", "inventory.yaml"] + options, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [complaint])
            for (name, text) in files { #expect(try bench.text(name) == text) }
            #expect(try bench.names == files.keys.sorted())
        }
    }

    @Test func `A baseline does not make an expired waiver valid for ever`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "waivers.yaml": Self.waivers("2020-01-31")]) { bench in
            let options = ["lint", "inventory.yaml", "--waivers", "waivers.yaml"]
            _ = try execute([Repository.binary] + options + ["--write-baseline", "b.json"], in: bench.folder)
            let run = try execute([Repository.binary] + options + ["--baseline", "b.json"], in: bench.folder)
            #expect(run.exitCode == 1)
            #expect(run.output.contains("error[VMN001]"))
        }
    }

    @Test func `A part of the estate may be linted with the baseline of the whole`() throws {
        let hosts = (1...60).map { "- {name: esx\($0), cluster: lab, vmkernelAdapters: []}\n" }
        try Workbench.with(["inventory.yaml": "hosts:\n" + hosts.joined(), "part.yaml": "hosts:\n" + hosts[7]]) {
            bench in
            _ = try bench.preflight("lint", "inventory.yaml", "--write-baseline", "b.json")
            let run = try bench.preflight("lint", "part.yaml", "--baseline", "b.json")
            #expect(run.exitCode != 2, "\(run.errors)")
        }
    }

    @Test(arguments: [
        ["--report", "json=x", "--report", "csv=x"], ["--export-db", "x", "--remediation", "esxcli=./x"],
        ["--write-baseline", "b.json", "--report", "json=b.json"],
    ]) func `Two outputs do not share a file`(_ options: [String]) throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "x": ""]) { bench in
            let run = try execute([Repository.binary, "lint", "inventory.yaml"] + options, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.errors.contains("is named for two outputs; one would overwrite the other"))
        }
    }

    @Test(arguments: ["--baseline", "--rules"]) func `What is read is not written over`(_ option: String) throws {
        try Workbench.with(["inventory.yaml": Self.inventory, "rules/limits.yaml": "a: [{b: 1}]"]) { bench in
            _ = try bench.preflight("lint", "inventory.yaml", "--write-baseline", "b.json")
            let (path, output) = option == "--rules" ? ("rules", "rules/limits.yaml") : ("b.json", "b.json")
            let run = try bench.preflight("lint", "inventory.yaml", option, path, "--report", "json=\(output)")
            #expect(run.complaints == ["\(output): error: is an input, so nothing is written over it"])
        }
    }

    @Test(arguments: [["--waivers", "bad.yaml"], ["--baseline", "bad.yaml"], []])
    func `A file is not fixed when something else is wrong`(_ options: [String]) throws {
        let comment = options.isEmpty ? " # vmotion-preflight: ignore VMN999 -- x" : ""
        let inventory = "hosts: [{name: a, datastores: [x, x]}]\(comment)\n"
        try Workbench.with(["inventory.yaml": inventory, "bad.yaml": "no: 1"]) { bench in
            let run = try execute([Repository.binary, "lint", "inventory.yaml", "--fix"] + options, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(try bench.text("inventory.yaml") == inventory)
        }
    }

    @Test func `A name that would be an order to a pipeline is none`() throws {
        let inventory = """
            hosts:
            - {name: "a\\n::stop-commands::x", cluster: c, vmkernelAdapters: []}
            - {name: "b ##vso[task.setvariable variable=PATH]/evil", cluster: c, vmkernelAdapters: []}

            """
        try Workbench.with(["inventory.yaml": inventory]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml")
            #expect(!run.output.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::stop") })
            #expect(!run.output.contains("b ##vso[task"), "\(run.output)")
        }
    }
}
