import Testing

/// What `probe` and `trial` refuse alike, before they send a packet or start anything.
@Suite struct FarMachineUsageTests {
    private static let commands = ["probe", "trial"]
    private static let far = ["--to", "192.0.2.1", "--via", "false"]

    @Test(
        arguments: commands,
        [
            (["--site", "here"], "Error: --site names a site of an inventory, so it needs --inventory."),
            (["--from", "esx-a"], "Error: --from takes addresses of this machine, and esx-a is none."),
            (
                ["--from", "192.0.2.2", "192.0.2.3"],
                "Error: Several --from go with as many --to, and without --inventory."
            ),
            (["--streams", "0"], "Error: --streams takes 1 to 64."),
            (["--streams", "65"], "Error: --streams takes 1 to 64."),
            (["--port", "0"], "Error: --port takes 1 to 65535."),
            (["--port", "70000"], "Error: --port takes 1 to 65535."),
            (["--max-rate", "1bit/s"], "Error: --max-rate takes 8kbit/s to 8000Gbit/s."),
            (["--max-rate", "8001Gbit/s"], "Error: --max-rate takes 8kbit/s to 8000Gbit/s."),
            (
                ["--max-rate", "1Gbps"],
                "Error: The value '1Gbps' is invalid for '--max-rate <rate>': there is no unit Gbps for a rate; there are Gbit/s, MiB/s, MB/s, Mbit/s, kbit/s, bit/s."
            ),
        ])
    func `Wrong usage`(_ command: String, _ wrong: (options: [String], complaint: String)) throws {
        let run = try execute([Repository.binary, command] + Self.far + wrong.options)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints.first == wrong.complaint)
        #expect(run.errors.contains("\nUsage: vmotion-preflight \(command) "))
    }

    private static let inventory = """
        sites: [{name: here}]
        hosts:
          - {name: esx-a, site: here, version: 8.0.2, vmkernelAdapters: [{device: vmk1, ip: 198.51.100.1/24, netstack: vmotion}]}

        """

    @Test(
        arguments: commands,
        [
            (
                ["--to", "no-such-name.invalid"],
                "error: no-such-name.invalid is no address, and no name that this machine can look up; without --inventory, --to takes these"
            ),
            (["--to", "0.0.0.0"], "error: 0.0.0.0 is no address of a machine; probe one of a host"),
            (["--to", "::"], "error: :: is no address of a machine; probe one of a host"),
            (["--to", "224.0.0.1"], "error: 224.0.0.1 is no address of a machine; probe one of a host"),
            (["--to", "ff02::1"], "error: ff02::1 is no address of a machine; probe one of a host"),
            (
                ["--to", "127.255.255.255"],
                "error: 127.255.255.255 is the broadcast address of 127.0.0.1/8, and no machine's"
            ),
            (
                ["--to", "192.0.2.1", "--interface", "la"],
                "error: there is no network interface la; did you mean lo?"
            ),
            (["--to", "x", "--inventory", "missing.yaml"], "missing.yaml: error: there is no such file or directory"),
            (
                ["--to", "esx-a", "--inventory", "inventory.yaml", "--site", "her"],
                "error: there is no site her in the inventory; did you mean here?"
            ),
            (
                ["--to", "192.0.2.1", "--inventory", "inventory.yaml", "--output", "inventory.yaml"],
                "inventory.yaml: error: is an input, so nothing is written over it"
            ),
            (
                ["--to", "192.0.2.1", "--output", "missing/x.json"],
                "missing/x.json: error: cannot be written: No such file or directory"
            ),
            (["--to", "192.0.2.1", "--output", "."], ".: error: cannot be written: it is a directory"),
        ])
    func `What cannot be read or used`(_ command: String, _ wrong: (options: [String], complaint: String)) throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try execute(
                [Repository.binary, command, "--via", "false"] + wrong.options, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [wrong.complaint])
            #expect(try bench.names == ["inventory.yaml"])
        }
    }

    @Test(arguments: commands)
    func `A congestion control that the kernel does not have is told with those that it has`(command: String) throws {
        let run = try execute([Repository.binary, command, "--congestion-control", "nope"] + Self.far)
        #expect(run.exitCode == 2)
        let told =
            "error: cannot use the congestion control nope: No such file or directory; this machine's kernel has "
        #expect(run.complaints.first?.hasPrefix(told) == true)
    }
}
