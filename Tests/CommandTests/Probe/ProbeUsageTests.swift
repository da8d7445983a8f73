import Testing

/// What `probe` refuses before it sends a packet.
@Suite struct ProbeUsageTests {
    private static let inventory = """
        sites: [{name: here}]
        hosts:
          - {name: esx-a, site: here, vmkernelAdapters: [{device: vmk1, ip: 198.51.100.1/24, netstack: vmotion}]}
          - {name: esx-b, site: here, vmkernelAdapters: [{device: vmk1, ip: 198.51.100.2/24, netstack: vmotion}]}

        """

    @Test(arguments: [
        ([], "Error: Say what to probe: --to with addresses, or --inventory with a file."),
        (
            ["--to", "192.0.2.1", "--duration", "10"],
            "Error: The value '10' is invalid for '--duration <time>': a unit is missing: one of h, min, s, ms."
        ),
        (
            ["--to", "192.0.2.1", "--via", " "],
            "Error: --via takes the command that reaches the far machine, and it is empty."
        ),
        (["--to", "192.0.2.1", "--agent", "/x"], "Error: --agent is for the machine that --via reaches."),
        (["--to", "192.0.2.1", "--duration", "30h"], "Error: --duration takes at most 24h."),
        (
            ["--to", "192.0.2.1", "--socket-buffer", "4M"],
            "Error: The value '4M' is invalid for '--socket-buffer <size>': there is no unit M for a size; there are GiB, GB, MiB, MB, KiB, kB, B."
        ),
        (
            ["--to", "192.0.2.1", "--socket-buffer", "3GiB"],
            "Error: The value '3GiB' is invalid for '--socket-buffer <size>': sockets take at most 2GiB."
        ),
        (["--to", "192.0.2.1", "--count", "100001"], "Error: --count takes 1 to 100000."),
        (["--to", "192.0.2.1", "--capture-limit", "1MB"], "Error: --capture-limit is for --keep-capture."),
        (
            ["--to", "192.0.2.1", "--vlan-interface", "lo"],
            "Error: --vlan-interface asks for subnets that an inventory declares, so it needs --inventory."
        ),
    ])
    func `Wrong usage`(_ arguments: [String], complaint: String) throws {
        let run = try execute([Repository.binary, "probe"] + arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints.first == complaint)
        #expect(run.errors.contains("\nUsage: vmotion-preflight probe "))
    }

    @Test(arguments: [
        (
            ["--to", "192.0.2.1", "--from", "fd20::1"],
            "error: fd20::1 and 192.0.2.1 are not of one family, so nothing goes between them"
        ),
        (
            ["--to", "192.0.2.1", "--output", "x", "--keep-capture", "x"],
            "x: error: is named for two outputs; one would overwrite the other"
        ),
        (
            ["--to", "192.0.2.1", "--keep-capture", "missing/x.pcap"],
            "missing/x.pcap: error: cannot be written: No such file or directory"
        ),
        (
            ["--inventory", "inventory.yaml", "--site", "here", "--vlan-interface", "la"],
            "error: there is no network interface la; did you mean lo?"
        ),
    ])
    func `What cannot be read or used`(_ arguments: [String], complaint: String) throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try execute([Repository.binary, "probe"] + arguments, in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [complaint])
            #expect(try bench.names == ["inventory.yaml"])
        }
    }

    @Test(arguments: [
        ["--streams", "2"], ["--duration", "5s"], ["--max-rate", "1Mbit/s"], ["--socket-buffer", "1MiB"],
        ["--congestion-control", "cubic"],
    ])
    func `What only a far end that helps can do needs the way to it`(_ option: [String]) throws {
        let run = try execute([Repository.binary, "probe", "--to", "192.0.2.1"] + option)
        #expect(run.exitCode == 2)
        #expect(
            run.complaints.first
                == "Error: \(option[0]) is for data to a far end that helps, so it needs --via.")
    }

    @Test func `A link-local address needs its interface`() throws {
        let run = try execute([Repository.binary, "probe", "--to", "fe80::1"])
        #expect(run.exitCode == 2)
        #expect(
            run.complaints.first?.hasPrefix("error: fe80::1 is on every link; say on which, as in fe80::1%") == true)
        let plan = try execute([Repository.binary, "probe", "--to", "fe80::1", "--interface", "lo", "--plan"])
        #expect(plan.exitCode == 0)
    }

    @Test func `An address of this machine is probed with a warning`() throws {
        let run = try execute([Repository.binary, "probe", "--to", "127.0.0.1", "--plan"])
        #expect(run.exitCode == 0)
        #expect(run.complaints == ["warning: 127.0.0.1 is this machine's own, so nothing crosses a network"])
    }

    @Test func `A plan needs no right and sends nothing`() throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try bench.preflight("probe", "--inventory", "inventory.yaml", "--site", "here", "--plan")
            #expect(run.exitCode == 0)
            #expect(run.errors.isEmpty)
            #expect(run.output.contains("\n  esx-b vmk1  198.51.100.2"))
            #expect(run.output.hasSuffix(" No packet was sent.\n"))
        }
    }
}
