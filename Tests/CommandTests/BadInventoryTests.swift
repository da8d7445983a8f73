import Foundation
import Testing

@Suite struct BadInventoryTests {
    @Test(arguments: [
        ("", "bad.yaml: error: is empty, so there is nothing to lint"),
        ("# a comment alone\n", "bad.yaml: error: is empty, so there is nothing to lint"),
        ("sites: [{name: a}]\n", "bad.yaml: error: there is no host in it, so there is nothing to lint"),
        ("hosts: []\n", "bad.yaml: error: there is no host in it, so there is nothing to lint"),
        (
            "- name: esx1\n",
            "bad.yaml:1:1: error: an inventory is a mapping with keys such as hosts and sites, this is a list"
        ),
        ("hosts: esx1\n", "bad.yaml:1:8: error: hosts: expected a list of mappings, found esx1"),
        (
            "hosts:\n  - name: esx1\n    build: 1\n    build: 2\n",
            "bad.yaml:4:5: error: the key build stands here twice"
        ),
        (
            "hosts: [{name: esx1}, {name: esx1}]\n",
            "bad.yaml:1:23: error: esx1 stands twice among the hosts, first at line 1"
        ),
        (
            "hosts: [{site: a}]\n", "bad.yaml:1:9: error: this entry of hosts lacks the key name: The host's name."
        ),
        (
            "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: jumbo}]}]\n",
            "bad.yaml:1:61: error: mtu: expected a whole number of bytes from 64 to 65535, found jumbo"
        ),
        (
            "hosts: [{name: esx1, vmkernelAdapters: [{device: vmk1, mtu: \"9000\"}]}]\n",
            "bad.yaml:1:61: error: mtu: expected a whole number of bytes from 64 to 65535, found the text \"9000\"; "
                + "numbers and true or false stand without quotes"
        ),
        (
            "hosts: [{name: é, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.256}]}]\n",
            "bad.yaml:1:57: error: ip: expected an IPv4 or IPv6 address, such as 10.20.0.11 or 10.20.0.11/24, found 10.0.0.256"
        ),
        (
            "hosts:\n\t- name: esx1\n",
            "bad.yaml:2:1: error: not valid YAML: a tab indents this line; YAML takes only spaces there (found character "
                + "that cannot start any token while scanning for the next token that starts at 2:1)"
        ),
        (
            "hosts: [*nobody]\n", "bad.yaml:1:9: error: there is no anchor &nobody before this alias"
        ),
    ])
    func `A text that is no inventory is refused at its place`(_ text: String, complaint: String) throws {
        try Workbench.with(["bad.yaml": text]) { bench in
            let run = try bench.preflight("lint", "bad.yaml")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [complaint])
        }
    }

    @Test func `Every error is told, not just the first`() throws {
        let text = """
            hosts:
              - name: esx1
                version: eight
                vmkernelAdapters: [{device: vmk1, mtu: -1}, {mtu: 1500}]
            """
        try Workbench.with(["bad.yaml": text]) { bench in
            let places = try bench.preflight("lint", "bad.yaml").complaints.map { $0.prefix { $0 != " " } }
            #expect(places == ["bad.yaml:3:14:", "bad.yaml:4:44:", "bad.yaml:4:49:"])
        }
    }

    @Test(arguments: [
        ([0x68, 0xFF], "bad.yaml:1:2: error: not UTF-8 text (invalid leading UTF-8 octet); save the file as UTF-8"),
        ([0xFF, 0xFE, 0x68, 0x00], "bad.yaml:1:1: error: the file is UTF-16; save it as UTF-8"),
        ([0xFE, 0xFF, 0x00, 0x68], "bad.yaml:1:1: error: the file is UTF-16; save it as UTF-8"),
        (
            [0x61, 0x3A, 0x0A, 0x20, 0x00],
            "bad.yaml:2:2: error: not UTF-8 text (control characters are not allowed); save the file as UTF-8"
        ),
    ])
    func `What is not UTF-8`(_ bytes: [UInt8], complaint: String) throws {
        try Workbench.with([:]) { bench in
            try bench.write(Data(bytes), to: "bad.yaml")
            let run = try bench.preflight("lint", "bad.yaml")
            #expect(run.exitCode == 2)
            #expect(run.complaints == [complaint])
        }
    }

    @Test func `An unknown key is a warning with the nearest known one, and the findings decide`() throws {
        let text = "hosts: [{name: esx1, vmkernalAdapters: [], colour: red, vmkernelAdapters: []}]\n"
        try Workbench.with(["odd.yaml": text]) { bench in
            let run = try bench.preflight("lint", "odd.yaml")
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix("error[VMN101]: esx1 has no VMkernel adapter for vMotion"))
            #expect(run.complaints.count == 2)
            #expect(
                run.complaints.first
                    == "odd.yaml:1:22: warning: there is no key vmkernalAdapters in hosts, so it is passed over; "
                    + "did you mean vmkernelAdapters?")
            #expect(
                run.complaints.last?.hasPrefix(
                    "odd.yaml:1:44: warning: there is no key colour in hosts, so it is passed over; known are name, site, "
                )
                    == true)
        }
    }

    @Test func `Two files that contradict each other are both named`() throws {
        let files = [
            "captured.yaml": "hosts:\n  - name: esx1\n    version: 8.0.3\n",
            "overlay.yaml": "hosts: [{name: esx1, version: 7.0.3}]\n",
        ]
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "captured.yaml", "overlay.yaml")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(
                run.complaints == [
                    "overlay.yaml:1:31: error: version of esx1 is another one at captured.yaml:3:14; "
                        + "keep the one that is right"
                ])
        }
    }

    @Test func `A file that there is not, and a directory as a file`() throws {
        try Workbench.with([:]) { bench in
            let run = try bench.preflight("lint", "none.yaml", "nowhere/")
            #expect(run.exitCode == 2)
            #expect(
                run.complaints == [
                    "none.yaml: error: there is no such file or directory",
                    "nowhere/: error: there is no such file or directory",
                ])
        }
    }

    @Test func `A file that may not be read`() throws {
        // Root may read everything, unless it gives up the capabilities for it.
        let asAnyone = getuid() == 0 ? "setpriv --bounding-set=-dac_override,-dac_read_search" : ""
        try Workbench.with(["secret.yaml": "hosts: [{name: esx1}]"]) { bench in
            let run = try bench.shell("chmod 000 secret.yaml; \(asAnyone) \"$preflight\" lint secret.yaml")
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["secret.yaml: error: cannot be opened: Permission denied"])
        }
    }

    @Test func `A link to itself cannot be opened`() throws {
        try Workbench.with([:]) { bench in
            let run = try bench.shell("ln -s loop.yaml loop.yaml; \"$preflight\" lint loop.yaml")
            #expect(run.exitCode == 2)
            #expect(run.complaints.count == 1)
            #expect(run.errors.hasPrefix("loop.yaml: error: "))
        }
    }
}
