import Foundation
import Testing

@Suite struct FixTests {
    private static let careless = """
        hosts:  # by hand
          - name: esx1
            vmkernel:
              - {device: vmk0, ip: 10.0.0.1/24, netmask: 24, services: [management, management]}

        """
    private static let neat = """
        hosts:  # by hand
          - name: esx1
            vmkernelAdapters:
              - {device: vmk0, ip: 10.0.0.1, netmask: 255.255.255.0, services: [management]}

        """
    private static let overlay = "vms: [{name: vm1, host: esx1, datastores: [a, a]}]\n"

    private let files = [
        "inventory.yaml": careless,
        "rules/TST001.yaml": RuleFixture().text,
    ]

    @Test func `Files are rewritten, and what is linted is the new text`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--rules", "rules", "--fix")
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix("error[TST001]: esx1 is nothing\n"))
            #expect(run.complaints == ["inventory.yaml: fixed the spelling in 4 places"])
            #expect(try bench.text("inventory.yaml") == Self.neat)
            let again = try bench.preflight("lint", "inventory.yaml", "--rules", "rules", "--fix")
            #expect(again.output == run.output)
            #expect(again.errors.isEmpty)
            #expect(try bench.names == ["inventory.yaml", "rules"])
        }
    }

    @Test func `A diff touches nothing, and patch takes it`() throws {
        try Workbench.with(files.merging(["my lab/overlay.yaml": Self.overlay]) { $1 }) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "my lab", "--fix", "--diff")
            #expect(run.exitCode == 1)
            #expect(run.errors.isEmpty)
            #expect(
                run.output == """
                    --- inventory.yaml
                    +++ inventory.yaml
                    @@ -1,4 +1,4 @@
                     hosts:  # by hand
                       - name: esx1
                    -    vmkernel:
                    -      - {device: vmk0, ip: 10.0.0.1/24, netmask: 24, services: [management, management]}
                    +    vmkernelAdapters:
                    +      - {device: vmk0, ip: 10.0.0.1, netmask: 255.255.255.0, services: [management]}
                    --- my lab/overlay.yaml\t
                    +++ my lab/overlay.yaml\t
                    @@ -1 +1 @@
                    -vms: [{name: vm1, host: esx1, datastores: [a, a]}]
                    +vms: [{name: vm1, host: esx1, datastores: [a]}]

                    """)
            #expect(try bench.text("inventory.yaml") == Self.careless)
            let patched = try bench.shell("\"$preflight\" lint inventory.yaml 'my lab' --fix --diff | patch -p0 -s")
            #expect(patched.exitCode == 0, "\(patched.output)")
            #expect(try bench.text("inventory.yaml") == Self.neat)
            let clean = try bench.preflight("lint", "inventory.yaml", "my lab", "--fix", "--diff")
            #expect(clean.exitCode == 0)
            #expect(clean.output.isEmpty)
        }
    }

    @Test func `JSON stays JSON`() throws {
        let text = #"{"hosts": [{"name": "a", "vmkernel": [{"device": "v", "ip": "10.0.0.1", "netmask": 24}]}]}"#
        try Workbench.with(["inventory.json": text]) { bench in
            let run = try bench.preflight("lint", "inventory.json", "--fix", "--fail-on", "never")
            #expect(run.exitCode == 0)
            let fixed = try bench.text("inventory.json")
            #expect(
                fixed.hasSuffix(
                    #""vmkernelAdapters": [{"device": "v", "ip": "10.0.0.1", "netmask": "255.255.255.0"}]}]}"#))
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(fixed.utf8)) }
        }
    }

    @Test func `The standard input is shown, not rewritten`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "-", "--fix", "--diff", input: Self.careless)
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix("--- <stdin>\n+++ <stdin>\n@@ -1,4 +1,4 @@\n"))
            let refused = try bench.preflight("lint", "-", "--fix", input: Self.careless)
            #expect(refused.exitCode == 2)
            #expect(
                refused.complaints == [
                    "error: --fix cannot rewrite the standard input; add --diff to see what it would change"
                ])
        }
    }

    @Test func `A captured file is evidence`() throws {
        let captured = "source: {tool: govc}\n" + Self.careless
        let complaint =
            "inventory.yaml:1:16: error: was captured with govc, so --fix leaves it as the evidence it is; "
            + "name only files that people write, or remove source.tool when it is no capture any more"
        try Workbench.with(["inventory.yaml": captured, "overlay.yaml": Self.overlay]) { bench in
            for arguments in [["--fix"], ["--fix", "--diff"]] {
                let files = ["lint", "inventory.yaml", "overlay.yaml"]
                let run = try execute([Repository.binary] + files + arguments, in: bench.folder)
                #expect(run.exitCode == 2)
                #expect(run.output.isEmpty)
                #expect(run.complaints == [complaint])
                #expect(try bench.text("inventory.yaml") == captured)
                #expect(try bench.text("overlay.yaml") == Self.overlay)
            }
        }
    }

    @Test func `A captured file in which nothing would change hinders no overlay, but has no fix of its own`() throws {
        let captured = "source: {tool: govc}\n" + Self.neat
        try Workbench.with(["inventory.yaml": captured, "overlay.yaml": Self.overlay]) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "overlay.yaml", "--fix", "--fail-on", "never")
            #expect(run.exitCode == 0)
            #expect(run.complaints == ["overlay.yaml: fixed the spelling in 1 place"])
            #expect(try bench.text("inventory.yaml") == captured)
            let alone = try bench.preflight("lint", "inventory.yaml", "--fix", "--fail-on", "never")
            #expect(alone.exitCode == 2)
            #expect(alone.errors.hasPrefix("inventory.yaml:1:16: error: was captured with govc"))
        }
    }

    /// The rules come through a pipe: while the tool waits for them, after it has read the inventory, that changes.
    @Test(arguments: [
        "printf '\\n' >>inventory.yaml", "touch -d 2001-01-01 inventory.yaml",
        "cp -p inventory.yaml new && mv new inventory.yaml", "rm inventory.yaml",
        "rm inventory.yaml && mkdir inventory.yaml",
    ])
    func `A file that changes meanwhile is left as it is`(change: String) throws {
        try Workbench.with(files.merging(["overlay.yaml": Self.overlay]) { $1 }) { bench in
            let run = try bench.shell(
                """
                mkfifo pipe.yaml
                timeout 20 "$preflight" lint overlay.yaml inventory.yaml --fix --rules pipe.yaml & tool=$!
                exec 3>pipe.yaml
                \(change)
                find . -name 'inventory*' -exec stat -c '%i %y %s' {} + >before
                cat rules/TST001.yaml >&3; exec 3>&-
                wait $tool; code=$?
                find . -name 'inventory*' -exec stat -c '%i %y %s' {} + | cmp - before && exit $code
                """)
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["inventory.yaml: error: was changed meanwhile, so --fix leaves it as it is"])
            #expect(try bench.text("overlay.yaml") == Self.overlay)
            #expect(try !bench.names.contains { $0.hasSuffix(".tmp") })
        }
    }

    @Test func `A file that nobody may write to, and one that is none`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.shell(
                """
                chmod 444 inventory.yaml
                "$preflight" lint inventory.yaml --fix; test $? = 2 || exit 9
                "$preflight" lint <(cat inventory.yaml) --fix 2>&1 | sed 's|/dev/fd/[0-9]*|PIPE|' >&2
                """)
            #expect(run.exitCode == 0)
            #expect(
                run.complaints == [
                    "inventory.yaml: error: is read-only, so --fix leaves it as it is",
                    "PIPE: error: is no regular file, so --fix leaves it as it is",
                ])
            #expect(try bench.text("inventory.yaml") == Self.careless)
        }
    }

    @Test func `Links and permissions stay, and a file with two names is fixed once`() throws {
        try Workbench.with(["lab/inventory.yaml": Self.careless]) { bench in
            let run = try bench.shell(
                """
                chmod 640 lab/inventory.yaml && ln -s lab/inventory.yaml link.yaml
                "$preflight" lint link.yaml lab/inventory.yaml --fix --fail-on never >/dev/null
                stat -c '%a %F' lab/inventory.yaml; stat -c %F link.yaml
                """)
            #expect(run.output == "640 regular file\nsymbolic link\n")
            #expect(run.complaints == ["link.yaml: fixed the spelling in 4 places"])
            #expect(try bench.text("lab/inventory.yaml") == Self.neat)
        }
    }

    @Test(arguments: [
        (["--diff"], "Error: --diff shows what --fix would change, so it needs --fix."),
        (
            ["--fix", "--diff", "--report", "json=x.json"],
            "error: --diff lints nothing, so there is nothing to write to x.json"
        ),
        (["--fix", "bad.yaml"], "bad.yaml:1:8: error: hosts: expected a list of mappings, found 1"),
        (["--fix", "--rules", "none"], "none: error: there is no such file or directory"),
    ])
    func `What cannot be done leaves the files alone`(arguments: [String], complaint: String) throws {
        try Workbench.with(files.merging(["bad.yaml": "hosts: 1"]) { $1 }) { bench in
            let run = try execute([Repository.binary, "lint", "inventory.yaml"] + arguments, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.complaints.first == complaint)
            #expect(try bench.text("inventory.yaml") == Self.careless)
        }
    }
}
