import Testing

/// What `trial` refuses before it starts anything.
@Suite struct TrialUsageTests {
    private static let far = ["--to", "192.0.2.1", "--via", "false"]

    @Test(arguments: [
        ([], "Error: Say where to: --to with the far machine's address in the vMotion network."),
        (
            ["--to", "192.0.2.1"],
            "Error: A trial moves memory into a process on the far machine, so it needs --via with the command that reaches it, such as --via \"ssh root@host-b\"."
        ),
        (
            ["--to", "192.0.2.1", "--via", " "],
            "Error: A trial moves memory into a process on the far machine, so it needs --via with the command that reaches it, such as --via \"ssh root@host-b\"."
        ),
        (
            far + ["--memory", "4G"],
            "Error: The value '4G' is invalid for '--memory <size>': there is no unit G for a size; there are GiB, GB, MiB, MB, KiB, kB, B."
        ),
        (
            far + ["--memory", "4"],
            "Error: The value '4' is invalid for '--memory <size>': a unit is missing: one of GiB, GB, MiB, MB, KiB, kB, B."
        ),
        (
            ["--to", "192.0.2.1", "192.0.2.2", "192.0.2.1", "--via", "false"],
            "Error: --to names 192.0.2.1 twice; more connections to it are had with --streams."
        ),
        (far + ["--memory", "64KiB"], "Error: --memory takes 1MiB to 32768GiB."),
        (far + ["--memory", "40000GiB"], "Error: --memory takes 1MiB to 32768GiB."),
        (
            far + ["--memory", "1GiB", "--zero-memory", "1GiB"],
            "Error: --zero-memory is a part of --memory, so 1GiB does not fit into 1GiB."
        ),
        (
            far + ["--memory", "1GiB", "--working-set", "1025MiB"],
            "Error: --working-set is a part of the memory that is not zero, so 1025MiB does not fit into 1GiB."
        ),
        (
            far + ["--memory", "1GiB", "--zero-memory", "768MiB", "--working-set", "512MiB"],
            "Error: --working-set is a part of the memory that is not zero, so 512MiB does not fit into 256MiB."
        ),
        (
            far + ["--dirty-rate", "200"],
            "Error: The value '200' is invalid for '--dirty-rate <rate>': a unit is missing: one of Gbit/s, MiB/s, MB/s, Mbit/s, kbit/s, bit/s."
        ),
        (
            far + ["--pattern", "random"],
            "Error: The value 'random' is invalid for '--pattern <pattern>'. Please provide one of 'uniform', 'hot-spot' or 'sequential'."
        ),
        (far + ["--vcpus", "0"], "Error: --vcpus takes 1 to 256."),
        (far + ["--seed", "x"], "Error: The value 'x' is invalid for '--seed <number>'"),
        (
            far + ["--mode", "postcopy"],
            "Error: The value 'postcopy' is invalid for '--mode <mode>'. Please provide one of 'precopy', 'sdps' or 'quick-resume'."
        ),
        (far + ["--network-timeout", "10ms"], "Error: --network-timeout takes 50ms to 1h."),
        (far + ["--switchover-goal", "2h"], "Error: --switchover-goal takes 1ms to 1h."),
        (
            far + ["--mode", "sdps", "--backup-directory", "/tmp"],
            "Error: --backup-directory is for --mode quick-resume."
        ),
        (far + ["--repeat", "0"], "Error: --repeat takes 1 to 10000."),
        (far + ["--concurrent", "65"], "Error: --concurrent takes 1 to 64."),
        (
            far + ["--sweep", "rtt=0..150ms", "--there-and-back"],
            "Error: --sweep moves one guest once for each condition, without --repeat, --there-and-back and --concurrent."
        ),
        (
            far + ["--sweep", "speed=1..2"],
            "Error: The value 'speed=1..2' is invalid for '--sweep <what=range>': there is no sweep of speed; there are rtt, bandwidth and dirty-rate."
        ),
        (far + ["--window", "512KiB"], "Error: --window is for --sweep rtt."),
        (far + ["--sweep", "rtt=0..9ms", "--window", "1B"], "Error: --window takes 4KiB to 1024GiB."),
        (
            far + ["--sweep", "bandwidth=1Mbit/s..2Mbit/s", "--max-rate", "1Gbit/s"],
            "Error: --sweep bandwidth caps the rate itself, so it goes without --max-rate."
        ),
        (
            far + ["--sweep", "dirty-rate=1MB/s..2MB/s", "--dirty-rate", "1MB/s"],
            "Error: --sweep dirty-rate chooses what the guest writes, so it goes without --dirty-rate."
        ),
    ])
    func `Wrong usage`(_ arguments: [String], complaint: String) throws {
        let run = try execute([Repository.binary, "trial"] + arguments)
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaints.first == complaint)
        #expect(run.errors.contains("\nUsage: vmotion-preflight trial "))
    }

    private static let inventory = """
        hosts:
          - {name: esx-a, version: 8.0.2, vmkernelAdapters: [{device: vmk1, ip: 198.51.100.1/24, netstack: vmotion}]}
          - {name: esx-b, version: 4.1.0, vmkernelAdapters: [{device: vmk1, ip: 198.51.100.2/24, netstack: vmotion}]}

        """

    @Test(arguments: [
        (
            ["--to", "192.0.2.1", "--from", "192.0.2.7"],
            "error: --from 192.0.2.7: no interface of this machine has that address"
        ),
        (
            ["--to", "fe80::1", "--interface", "lo"],
            "error: fe80::1 is a link-local address; a trial needs another one of the far machine"
        ),
        (
            ["--to", "192.0.2.1", "--backup-directory", "/tmp"],
            "error: --backup-directory is for --mode quick-resume, and the default is sdps"
        ),
        (
            ["--to", "esx-c", "--inventory", "inventory.yaml"],
            "error: there is no host or site esx-c in the inventory; did you mean esx-a?"
        ),
        (
            ["--to", "esx-a", "esx-b", "--inventory", "inventory.yaml"],
            "error: a guest moves to one machine, and --to names 2: esx-a, esx-b"
        ),
        (
            ["--to", "192.0.2.1", "--backup-directory", "/no/such/directory"],
            "error: --backup-directory cannot be used: cannot open /no/such/directory: No such file or directory"
        ),
        (
            ["--to", "192.0.2.1", "--backup-directory", "/etc/passwd"],
            "error: --backup-directory cannot be used: cannot open /etc/passwd: Not a directory"
        ),
        (
            ["--to", "192.0.2.1", "--backup-directory", "shared"],
            "error: --backup-directory takes a path from / on, since both machines see it by that path"
        ),
        (
            ["--to", "esx-a", "--inventory", "inventory.yaml", "--backup-directory", "/tmp"],
            "error: --backup-directory is for --mode quick-resume, and the inventory's releases choose sdps"
        ),
        (
            [
                "--to", "fd20::1", "--zero-memory", "1GiB", "--working-set", "1GiB", "--memory", "3GiB", "--from",
                "127.0.0.1",
            ],
            "error: 127.0.0.1 and fd20::1 are not of one family, so nothing goes between them"
        ),
    ])
    func `What cannot be read or used`(_ arguments: [String], complaint: String) throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try execute(
                [Repository.binary, "trial", "--via", "false", "--memory", "16MiB", "--dirty-rate", "1MB/s"]
                    + arguments,
                in: bench.folder)
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints.last == complaint)
            #expect(try bench.names == ["inventory.yaml"])
        }
    }

    @Test(arguments: [[], ["--plan"]])
    func `A far end that cannot be started ends it with exit code 3`(_ options: [String]) throws {
        let run = try execute(
            [Repository.binary, "trial", "--memory", "16MiB", "--dirty-rate", "1MB/s"] + Self.far + options)
        #expect(run.exitCode == 3)
        #expect(run.output.isEmpty)
        #expect(run.complaints == ["error: false ended with exit code 1 before the far end said hello"])
    }

    @Test func `A plan tells both hosts and what is foretold, and moves nothing`() throws {
        let run = try preflight(
            "trial", "--to", "127.0.0.1", "--via", "env", "--plan", "--memory", "64MiB", "--dirty-rate", "50MB/s",
            "--max-rate", "200Mbit/s", "--mode", "precopy", "--there-and-back", "--repeat", "3")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.complaints == ["warning: 127.0.0.1 is this machine's own, so nothing crosses a network"])
        #expect(
            run.output.hasPrefix(
                "A guest with 64 MiB of memory, 1 vCPU, writing 50 MB/s into 16 MiB, uniform.\n\nIt moves by precopy over here → 127.0.0.1, 1 connection, TCP 8000, at most 200 Mbit/s, goal of the switchover 500 ms, at most 100 s, there and back, 3 times.\n\nThe hosts, both on this machine and so with its memory taken twice:\n  here "
            ))
        #expect(run.output.contains("\n  there "))
        #expect(run.output.contains("Foretold over 200 Mbit/s, what --max-rate lets through"))
        #expect(run.output.hasSuffix("\nNothing was moved.\n"))
    }

    @Test func `A plan of a sweep tells how many trials it takes, and how long`() throws {
        let run = try preflight(
            "trial", "--to", "127.0.0.1", "--via", "env", "--plan", "--memory", "64MiB", "--dirty-rate", "0MB/s",
            "--max-rate", "8Mbit/s", "--sweep", "rtt=0ms..150ms")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(
            run.output.contains(
                "The sweep takes about 7 trials, of 1 min 7 s at most as foretold, so up to about 7 min "))
    }

    @Test func `Memory that is not there is told by a plan`() throws {
        let run = try preflight(
            "trial", "--to", "127.0.0.1", "--via", "env", "--plan", "--memory", "30000GiB", "--dirty-rate", "0MB/s")
        #expect(run.exitCode == 3)
        #expect(run.output.contains("free of 61440000 MiB needed, too little"))
        #expect(run.complaints.last?.hasPrefix("error: here ") == true)
        #expect(run.complaints.last?.hasSuffix(" and 61440000 MiB are needed; say less with --memory") == true)
    }
}
