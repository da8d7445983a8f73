import Foundation
import Testing

/// Scripts that mend what was found.
@Suite struct RemediationTests {
    private static let inventory = """
        hosts:
        - &esx1
          name: esx1
          cluster: lab
          vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.1/24, services: [vmotion]}]
        - {<<: *esx1, name: esx2, vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.2/24, services: [vmotion]}]}
        - {<<: *esx1, name: esx6, vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.6/24, services: [vmotion]}]}
        - {<<: *esx1, name: esx7, vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.7/24, services: [vmotion]}]}
        - {<<: *esx1, name: "esx3'; reboot; '", vmkernelAdapters: [{device: vmk1, mtu: 1500, ip: 10.0.0.3/24, services: [vmotion]}]}
        - {<<: *esx1, name: esx4, vmkernelAdapters: [{device: vmk1, mtu: 1500, ip: 10.0.0.4/24, services: [vmotion]}]}
        - {<<: *esx1, name: esx5, vmkernelAdapters: [{device: "vmk1\\nreboot", mtu: 1500, ip: 10.0.0.5/24, services: [vmotion]}]}

        """

    private func script(_ language: String, _ body: (Workbench, String) throws -> Void) throws {
        try Workbench.with(["inventory.yaml": Self.inventory]) { bench in
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--remediation", "\(language)=script", "--fail-on", "never")
            #expect(run.exitCode == 0)
            try body(bench, try bench.text("script"))
        }
    }

    @Test func `A host's part of the shell script runs its commands and no other`() throws {
        try script("esxcli") { bench, script in
            #expect(script.hasPrefix("#!/bin/sh\n# Written by vmotion-preflight "))
            #expect(script.contains("# warning[VMN501] esx4 vmk1 has an MTU of 1500"))
            let check = try bench.shell("sh -n script")
            #expect(check.exitCode == 0)
            let stub = "esxcli() { printf '<%s>' \"$@\"; echo; }; reboot() { echo REBOOT; }; "
            let own = try bench.shell("\(stub) set -- esx4; . ./script")
            #expect(own.output == "<network><ip><interface><set><-i><vmk1><-m><9000>\n")
            let hostile = try bench.shell("\(stub) set -- \"esx3'; reboot; '\"; . ./script")
            #expect(hostile.output == "<network><ip><interface><set><-i><vmk1><-m><9000>\n")
            #expect(script.contains("#> esxcli network ip interface set -i 'vmk1"))
            #expect(!script.split(separator: "\n").contains { $0.hasPrefix("reboot") })
            let other = try bench.shell("\(stub) set -- esx9; . ./script")
            #expect(other.exitCode == 1)
            #expect(other.errors == "no step is for the host esx9\n")
        }
    }

    @Test func `The PowerCLI script quotes every value`() throws {
        try script("powercli") { _, script in
            #expect(
                script.contains(
                    "Get-VMHostNetworkAdapter -VMHost 'esx4' -Name 'vmk1' | Set-VMHostNetworkAdapter -Mtu '9000'"))
            #expect(script.contains("-VMHost 'esx3''; reboot; ''' -Name 'vmk1"))
            #expect(!script.split(separator: "\n").contains { $0.hasPrefix("reboot") })
        }
    }

    @Test func `A command that needs a value stays a comment`() throws {
        let inventory = """
            hosts:
            - {name: esx1, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.1/24, services: [vmotion]}]}
            - {name: esx2, vmkernelAdapters: [{device: vmk1, ip: 10.0.0.1/24, services: [vmotion]}]}

            """
        try Workbench.with(["inventory.yaml": inventory]) { bench in
            _ = try bench.preflight("lint", "inventory.yaml", "--remediation", "powercli=script")
            let script = try bench.text("script")
            #expect(
                script.contains(
                    "#> Get-VMHostNetworkAdapter -VMHost 'esx2' -Name 'vmk1' | Set-VMHostNetworkAdapter -IP ADDRESS"))
            #expect(script.contains("# 1 finding, 0 with complete commands, 1 to fill in, 0 by hand."))
        }
    }

    @Test func `Waived findings are not mended`() throws {
        let inventory = Self.inventory.replacing("name: esx4, ", with: "name: esx4, ") + "\n"
        let waivers = "waivers: [{rule: VMN501, scope: everything, owner: J, reason: r, expires: 2999-01-01}]\n"
        try Workbench.with(["inventory.yaml": inventory, "waivers.yaml": waivers]) { bench in
            _ = try bench.preflight(
                "lint", "inventory.yaml", "--waivers", "waivers.yaml", "--remediation", "esxcli=script")
            let script = try bench.text("script")
            #expect(!script.contains("VMN501"))
        }
    }

    /// A quotation mark and an accent behind it are one character to Swift.
    @Test(arguments: ["\u{301}", "\u{200D}", ""]) func `No quotation mark ends a quoted value`(_ mark: String) throws {
        let name = "x'\(mark); touch pwned; echo '\(mark)y"
        let inventory = """
            hosts:
            - {name: a1, vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.1/24, services: [vmotion]}]}
            - {name: a2, vmkernelAdapters: [{device: vmk1, mtu: 9000, ip: 10.0.0.2/24, services: [vmotion]}]}
            - {name: "\(name)", vmkernelAdapters: [{device: "\(name)", mtu: 1500, ip: 10.0.0.3/24, services: [vmotion]}]}

            """
        try Workbench.with(["inventory.yaml": inventory]) { bench in
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--remediation", "esxcli=script", "--fail-on", "never")
            #expect(run.exitCode == 0)
            let stubbed = try execute(
                ["bash", "-c", "esxcli() { printf '%s\\n' \"$@\"; }; set -- \"$1\"; . ./script", "bash", name],
                in: bench.folder)
            #expect(stubbed.output.split(separator: "\n").contains { $0 == name }, "\(stubbed.errors)")
            #expect(try bench.names == ["inventory.yaml", "script"])
        }
    }

    @Test func `A name with a wildcard is left to the reader of the PowerCLI script`() throws {
        let inventory = Self.inventory.replacing("name: esx4", with: "name: \"*\"")
        try Workbench.with(["inventory.yaml": inventory]) { bench in
            _ = try bench.preflight("lint", "inventory.yaml", "--remediation", "powercli=script")
            let script = try bench.text("script")
            #expect(script.contains("#> Get-VMHostNetworkAdapter -VMHost '*' -Name 'vmk1'"))
        }
    }

    @Test func `No command of a rule holds an example that would be run`() throws {
        let rules = try preflight("rules", "list", "--format", "json").output
        let examples = rules.matches(
            of: /vmnic[0-9]|-i vmk[0-9]|-Name vmk[0-9]|192\.0\.2|255\.255|Uplink [0-9]|vSwitch[0-9]|00000-0/)
        #expect(examples.map { String($0.output) } == [])
    }
}
