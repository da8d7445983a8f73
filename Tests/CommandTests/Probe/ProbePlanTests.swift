import ArgumentParser
import Facts
import RuleEngine
import TestSupport
import Testing

@testable import vmotion_preflight

/// What a probe makes of an inventory, and of where it runs.
@Suite struct ProbePlanTests {
    /// An inventory, the addresses of the machine, and what the command line says.
    struct Case: CustomTestStringConvertible {
        let name: String
        var inventory = Estates.twoSites
        var own: [String] = []
        var options: [String] = []

        var testDescription: String { name }
    }

    private static let cases = [
        Case(name: "two-sites", own: ["10.0.0.9", "192.168.10.9"]),
        Case(
            name: "two-sites-with-agents", own: ["192.168.10.9"],
            options: ["--via", "ssh root@{host}", "--streams", "4"]),
        Case(name: "stands-in", own: ["192.168.11.11"]),
        Case(name: "named-site", own: ["10.0.0.9"], options: ["--site", "frankfurt"]),
        Case(name: "named-host", own: ["10.0.0.9"], options: ["--to", "esx-fra-02"]),
        Case(name: "named-far-site", own: ["192.168.10.9"], options: ["--to", "frankfurt", "192.168.11.200"]),
        Case(
            name: "stretched-with-site", inventory: Estates.stretched, own: ["10.1.0.9"], options: ["--site", "east"]),
        Case(name: "stretched-stands-in", inventory: Estates.stretched, own: ["10.1.0.2"]),
        Case(name: "no-sites", inventory: Estates.siteless, own: ["10.1.0.9"]),
        Case(name: "lacking", inventory: Estates.lacking, own: ["10.1.0.9"]),
        Case(name: "dual-stack", inventory: Estates.dualStack, own: ["10.1.0.9", "fd20::9"]),
        Case(
            name: "vlans", inventory: Estates.stretched, own: ["10.1.0.9"],
            options: ["--site", "west", "--vlan-interface", "eth2"]),
    ]

    @Test(arguments: cases)
    func `A plan`(_ example: Case) throws {
        try expectGolden(try plan(example), "plan-\(example.name).txt")
    }

    @Test(arguments: [
        (Case(name: "nowhere", own: ["10.0.0.9"]), "this machine is in none of the inventory's vMotion networks"),
        (
            Case(name: "ambiguous", inventory: Estates.stretched, own: ["10.1.0.9"]),
            "several sites: east, west; say with --site NAME"
        ),
        (
            Case(name: "no such site", own: ["192.168.10.9"], options: ["--site", "amsterdm"]),
            "there is no site amsterdm in the inventory; did you mean amsterdam?"
        ),
        (
            Case(name: "no such host", own: ["192.168.10.9"], options: ["--to", "esx-fra-03.example.com"]),
            "there is no host or site esx-fra-03.example.com in the inventory; did you mean esx-fra-01.example.com?"
        ),
        (
            Case(name: "one machine for several", own: ["192.168.10.9"], options: ["--via", "ssh b"]),
            "--via leads to one machine, and there are 4 to probe; put {host} or {address} into it"
        ),
        (
            Case(
                name: "no subnets", inventory: Estates.siteless, own: ["10.1.0.9"],
                options: ["--vlan-interface", "eth2"]),
            "--vlan-interface looks for the subnets declared for a site; say which with --site NAME"
        ),
        (
            Case(name: "nobody to move to", inventory: Estates.lonely, own: ["10.1.0.9"]),
            "no host of the inventory is one to move virtual machines to from here"
        ),
    ])
    func `What keeps a plan from being made`(_ example: Case, why: String) {
        #expect { try plan(example) } throws: { error in
            (error as? CommandFailure)?.message.contains(why) == true
        }
    }

    @Test(arguments: ["-oProxyCommand=x", "a b", "a;b", "$(x)", "é"])
    func `A name from an inventory that a command would take for more than a name is refused`(_ name: String) throws {
        let inventory = Estates.siteless.replacing("esx-b", with: name)
        let example = Case(
            name: name, inventory: inventory, own: ["10.1.0.9"], options: ["--via", "ssh {host}"])
        #expect { try plan(example) } throws: { error in
            (error as? CommandFailure)?.message.hasPrefix("\(name) is no name to put into the command") == true
        }
    }

    @Test func `A plan depends on the inventory, not on the order in it`() throws {
        let first = try plan(Case(name: "", own: ["192.168.10.9"]))
        let lines = Estates.twoSites.split(separator: "\n", omittingEmptySubsequences: false)
        let hosts = lines.filter { $0.hasPrefix("  - {name: esx") }
        let others = lines.filter { !$0.hasPrefix("  - {name: esx") }
        let turned = others.flatMap { $0 == "hosts:" ? [$0] + hosts.reversed() : [$0] }.joined(separator: "\n")
        #expect(turned != Estates.twoSites)
        #expect(try plan(Case(name: "", inventory: turned, own: ["192.168.10.9"])) == first)
    }

    /// The text of the plan for `example`.
    private func plan(_ example: Case) throws -> String {
        try Workbench.with(["inventory.yaml": example.inventory]) { bench in
            let limits = try RulePack.builtin().limits
            let store = try InventoryInput.load(["\(bench.folder)/inventory.yaml"], limits: limits)
            let command = try ProbeCommand.parse(["--inventory", "inventory.yaml"] + example.options)
            var choice = PathPlan.Choice()
            choice.to = command.targets.to
            choice.site = command.targets.site
            choice.wantsVLANs = !command.vlanInterface.isEmpty
            choice.own = example.own.compactMap { IPAddress($0) }.map { OwnAddress(interface: "eth1", address: $0) }
            let plan = try PathPlan(choice, inventory: store)
            let jobs = try ProbeJob.all(of: plan, via: command.targets.via)
            return PlanText(plan, jobs: jobs, effort: ProbeEffort(transfer: command.transfer)).text
        }
    }
}

private enum Estates {
    static let twoSites = """
        sites: [{name: amsterdam}, {name: frankfurt}]
        clusters: [{name: cl-metro, stretched: true}]
        hosts:
          - {name: esx-ams-01.example.com, site: amsterdam, cluster: cl-metro, vmkernelAdapters: [{device: vmk1, ip: 192.168.10.11/24, mtu: 9000, netstack: vmotion}, {device: vmk2, ip: 192.168.10.111/24, mtu: 9000, netstack: vmotion}]}
          - {name: esx-ams-02.example.com, site: amsterdam, cluster: cl-metro, vmkernelAdapters: [{device: vmk1, ip: 192.168.10.12/24, mtu: 9000, netstack: vmotion}]}
          - {name: esx-fra-01.example.com, site: frankfurt, cluster: cl-metro, vmkernelAdapters: [{device: vmk1, ip: 192.168.11.11/24, mtu: 9000, netstack: vmotion}]}
          - {name: esx-fra-02.example.com, site: frankfurt, cluster: cl-metro, vmkernelAdapters: [{device: vmk10, ip: 192.168.12.12/24, mtu: 1500, netstack: vmotion}, {device: vmk2, ip: 192.168.11.12/24, netstack: vmotion}]}
        vms: [{name: db01, host: esx-ams-01.example.com}]
        migrations: [{vm: db01, to: esx-fra-02.example.com}]

        """

    /// One vMotion network at both sites.
    static let stretched = """
        sites: [{name: east}, {name: west}, {name: witness}]
        links: [{between: [east, witness]}]
        clusters: [{name: cl}]
        distributedSwitches:
          - name: vds
            portGroups:
              - {name: vm-a, vlan: 200, subnets: {east: 10.20.0.0/24, west: 10.20.0.0/24}}
              - {name: vm-b, vlan: 21, subnets: {west: 10.21.0.0/24}}
              - {name: vm-trunk, vlan: 1-4094, subnets: {west: 10.22.0.0/24}}
              - {name: vm-six, vlan: 23, subnets: {west: "fd20::/64"}}
              - {name: vm-uncaptured, subnets: {west: 10.24.0.0/24}}
        hosts:
          - {name: e1, site: east, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.1/24, netstack: vmotion}]}
          - {name: w1, site: west, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.2/24, netstack: vmotion}]}
          - {name: witness1, site: witness, vmkernelAdapters: [{device: vmk1, ip: 10.3.0.2/24, netstack: vmotion}]}

        """

    static let siteless = """
        hosts:
          - {name: esx-a, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.1/24, netstack: vmotion}]}
          - {name: esx-b, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.2/24, netstack: vmotion}]}

        """

    /// Hosts that cannot be probed, each for another reason.
    static let lacking = """
        sites: [{name: here}]
        clusters: [{name: cl}]
        hosts:
          - {name: ok, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.1/24, mtu: 9000, netstack: vmotion, services: [vmotion]}]}
          - {name: other-stack, site: here, cluster: cl, vmkernelAdapters: [{device: vmk0, ip: 10.9.0.2/24, mtu: 1500, netstack: defaultTcpipStack, services: [vmotion]}]}
          - {name: no-address-captured, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, netstack: vmotion}]}
          - {name: no-address, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: null, netstack: vmotion}]}
          - {name: self-assigned, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 169.254.3.4/16, netstack: vmotion}]}
          - {name: only-ipv6, site: here, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: null, ipv6: ["fd20::4/64"], netstack: vmotion}]}
          - {name: no-adapter, site: here, cluster: cl, vmkernelAdapters: []}
          - {name: elsewhere, site: here, cluster: other, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.7/24, netstack: vmotion}]}

        """

    static let dualStack = """
        sites: [{name: a}, {name: b}]
        clusters: [{name: cl}]
        hosts:
          - {name: a1, site: a, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.1/24, ipv6: ["fd20::1/64", "fe80::1/64"], netstack: vmotion}]}
          - {name: b1, site: b, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.2.0.1/24, ipv6: ["fd21::1/64"], netstack: vmotion}]}

        """

    static let lonely = """
        sites: [{name: here}]
        clusters: [{name: cl}]
        hosts:
          - {name: only, site: here, vmkernelAdapters: [{device: vmk1, ip: 10.1.0.1/24, netstack: vmotion}]}
          - {name: other, site: there, cluster: cl, vmkernelAdapters: [{device: vmk1, ip: 10.2.0.1/24, netstack: vmotion}]}

        """
}
