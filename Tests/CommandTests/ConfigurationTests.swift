import Foundation
import Testing

/// `.vmotion-preflight.yaml` on the command line.
@Suite struct ConfigurationTests {
    private static let inventory = "hosts: [{name: esx1, cluster: lab, vmkernelAdapters: []}]\n"

    @Test func `The closest configuration from the inventory upwards wins, and nothing is merged`() throws {
        let files = [
            "estate/site/inventory.yaml": Self.inventory, "estate/inventory.yaml": Self.inventory,
            ".vmotion-preflight.yaml": "rules: {VMN101: off}\nfailOn: never\n",
            "estate/site/.vmotion-preflight.yaml": "rules: {VMN101: warning}\n",
        ]
        try Workbench.with(files) { bench in
            let near = try bench.preflight("lint", "estate/site/inventory.yaml", "--fail-on", "warning")
            #expect(near.output.contains("warning[VMN101]"))
            #expect(near.exitCode == 1)
            let far = try bench.preflight("lint", "estate/inventory.yaml")
            #expect(!far.output.contains("VMN101"))
            #expect(far.exitCode == 0)
            let none = try bench.preflight("lint", "estate/inventory.yaml", "--no-config")
            #expect(none.exitCode == 1)
            let said = try bench.preflight(
                "lint", "estate/site/inventory.yaml", "--config", ".vmotion-preflight.yaml")
            #expect(said.exitCode == 0)
        }
    }

    @Test func `Inventories under different configurations are refused`() throws {
        let files = [
            "a/inventory.yaml": Self.inventory, "b/inventory.yaml": Self.inventory,
            "a/.vmotion-preflight.yaml": "failOn: never\n",
        ]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "a/inventory.yaml", "b/inventory.yaml")
            #expect(run.exitCode == 2)
            #expect(run.complaints.count == 1)
            #expect(run.errors.contains("a/inventory.yaml has the configuration "))
            #expect(run.errors.contains("say which with --config, or --no-config"))
        }
    }

    @Test func `Waivers, baseline and rules are found from the configuration's folder`() throws {
        let files = [
            "estate/inventory.yaml": Self.inventory,
            ".vmotion-preflight.yaml": "waivers: policy/waivers.yaml\nfailOn: warning\n",
            "policy/waivers.yaml":
                "waivers: [{rule: VMN101, scope: everything, owner: J, reason: r, expires: 2999-01-01}]\n",
        ]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "estate/inventory.yaml")
            #expect(run.exitCode == 0)
        }
    }

    @Test func `What is decided beside the inventories is not taken for an inventory`() throws {
        let files = [
            "inventory.yaml": Self.inventory,
            ".vmotion-preflight.yaml": "waivers: waivers.yaml\nbaseline: baseline.json\npacks: [builtin, rules]\n",
            "waivers.yaml": "waivers: [{rule: VMN101, scope: everything, owner: J, reason: r, expires: 2999-01-01}]\n",
            "rules/limits.yaml": "ours: [{a: 1}]\n",
        ]
        try Workbench.with(files) { bench in
            let written = try bench.preflight("lint", ".", "--write-baseline", "baseline.json")
            #expect(written.exitCode == 0, "\(written.errors)")
            let again = try bench.preflight("lint", ".", "--write-baseline", "baseline.json")
            #expect(again.exitCode == 0, "\(again.errors)")
            let run = try bench.preflight("lint", ".", "--fail-on", "info,unknown")
            #expect(run.exitCode == 0, "\(run.errors)")
            let over = try bench.preflight("lint", ".", "--write-baseline", "inventory.yaml")
            #expect(over.complaints == ["inventory.yaml: error: is an input, so nothing is written over it"])
            let waivers = try bench.preflight("lint", ".", "--report", "json=waivers.yaml")
            #expect(waivers.complaints == ["waivers.yaml: error: is an input, so nothing is written over it"])
        }
    }

    @Test(arguments: [
        (
            "failOn: often\n",
            ".vmotion-preflight.yaml:1:9: error: failOn: expected error, warning, info or unknown, joined by commas, or never"
        ),
        ("rulez: {}\n", ".vmotion-preflight.yaml:1:1: error: there is no key rulez here; did you mean rules?"),
        (
            "rules: {VMN110: off}\n",
            ".vmotion-preflight.yaml:1:9: error: there is no rule or category VMN110; did you mean VMN101?"
        ),
        ("- a list\n", ".vmotion-preflight.yaml:1:1: error: expected a mapping with keys such as failOn"),
    ]) func `A wrong configuration ends with 2`(_ text: String, _ complaint: String) throws {
        try Workbench.with(["inventory.yaml": Self.inventory, ".vmotion-preflight.yaml": text]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [complaint])
        }
    }

    @Test func `config show tells each value with its place`() throws {
        let text = """
            failOn: warning
            rules:
              VMN501: info
              labels: off
            clusters:
              lab: {VMN101: warning}

            """
        try Workbench.with(["inventory.yaml": Self.inventory, ".vmotion-preflight.yaml": text]) { bench in
            let run = try bench.preflight("config", "show", "inventory.yaml")
            #expect(run.exitCode == 0)
            let lines = run.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(lines.first == "configuration: .vmotion-preflight.yaml")
            #expect(lines.contains("failOn warning .vmotion-preflight.yaml:1:9"))
            #expect(lines.contains("baseline none default"))
            #expect(lines.contains("VMN501 info .vmotion-preflight.yaml:3:11"))
            #expect(lines.contains("VMN301 off .vmotion-preflight.yaml:4:11"))
            #expect(lines.contains("VMN101 error Rules/presence/VMN101-no-vmotion-adapter.yaml"))
            #expect(lines.contains("VMN101 cluster lab warning .vmotion-preflight.yaml:6:17"))
        }
    }

    @Test func `A configuration below the folder that is named counts`() throws {
        let files = [
            "estate/lab/inventory.yaml": Self.inventory, "estate/lab/.vmotion-preflight.yaml": "rules: {VMN101: off}\n",
        ]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "estate")
            #expect(!run.output.contains("VMN101"))
        }
    }

    @Test func `Turning every rule off is no way to a green build`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory, ".vmotion-preflight.yaml": "rules: {all: off}\n"]) {
            bench in
            let run = try bench.preflight("lint", "inventory.yaml")
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["error: every rule is turned off, so nothing would be checked"])
        }
    }

    @Test func `A cluster that is nearly spelt right is told`() throws {
        let inventory = "hosts: [{name: esx1, cluster: cl-prod, vmkernelAdapters: []}]\n"
        let files = ["inventory.yaml": inventory, ".vmotion-preflight.yaml": "clusters: {cl-prd: {VMN101: off}}\n"]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "inventory.yaml")
            #expect(
                run.complaints == [
                    ".vmotion-preflight.yaml:1:29: warning: there is no cluster cl-prd in these inventories; did you mean cl-prod?"
                ])
        }
    }

    @Test func `A star in a cluster's name is refused`() throws {
        let files = [
            "inventory.yaml": Self.inventory, ".vmotion-preflight.yaml": "clusters: {\"cl-*\": {VMN101: off}}\n",
        ]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "inventory.yaml")
            #expect(
                run.complaints == [
                    ".vmotion-preflight.yaml:1:12: error: names are taken to the letter here, * included"
                ])
        }
    }
}
