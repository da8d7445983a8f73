import Facts
import Inventory
import RuleEngine
import Testing

/// What is to be done about what is unknown is to find it out.
@Suite struct UnknownFixTests {
    @Test func `An unknown finding has no command, and says what is missing`() throws {
        let text = rule(
            """
            subject: vmkernelAdapters
            requires: [mtu]
            require: {mtu: "<= {prefixLength}"}
            at: mtu
            """)
        let command = text.replacing(
            "fix: {", with: "fix: {esxcli: \"esxcli set {observed}\", powercli: \"Set {expected}\", ")
        let findings = try judge(
            ["hosts: [{name: a, vmkernelAdapters: [{device: vmk0}, {device: vmk1, ip: 10.0.0.1/24, mtu: 1500}]}]"],
            by: [command]
        ).findings
        let unknown = try #require(findings.first { $0.verdict == .unknown })
        #expect(unknown.esxcli == nil && unknown.powercli == nil && unknown.expected == nil)
        #expect(unknown.fix == "vmkernelAdapters.mtu is missing: \(unknown.missing[0].supply)")
        let failing = try #require(findings.first { $0.verdict == .fail })
        #expect(failing.esxcli == "esxcli set 1500" && failing.powercli == "Set '<= 24'")
    }
}
