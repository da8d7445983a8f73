import RuleEngine
import SourceText
import Testing

/// Several files make one estate.
@Suite struct MergingTests {
    private static let names = rule("subject: hosts\nrequire: {name: nobody}\nat: name")

    /// The complaint about two files, or the subjects that are there.
    private func merged(_ first: String, _ second: String, check: String = names) -> String {
        do {
            return try judge([first, second], by: [check]).findings.map(\.subject).joined(separator: " ")
        } catch {
            return "\(error)"
        }
    }

    @Test func hostsMergeByName() {
        #expect(merged("hosts: [{name: a}, {name: b}]", "hosts: [{name: b, version: 8.0.3}, {name: c}]") == "a b c")
    }

    @Test func equalValuesAgree() {
        #expect(
            merged(
                "hosts: [{name: a, version: 8.0.3, datastores: [x, y]}]",
                "hosts: [{name: a, version: 8.0.3, datastores: [y, x]}]") == "a")
    }

    @Test(arguments: [
        ("hosts: [{name: a, version: 8.0.3}]", "hosts: [{name: a, version: 7.0.3}]", "version of a", "1:28", "1:28"),
        (
            "hosts: [{name: a, datastores: [x]}]", "hosts: [{name: a, datastores: [x, y]}]", "datastores of a", "1:31",
            "1:31"
        ),
        (
            "hosts: [{name: a, vmkernelAdapters: []}]", "hosts: [{name: a, vmkernelAdapters: [{device: vmk0}]}]",
            "vmkernelAdapters of a", "1:37", "1:37"
        ),
        (
            "hosts: [{name: a, vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]",
            "hosts:\n- name: a\n  vmkernelAdapters: [{device: vmk0, mtu: 9000}]", "mtu of vmk0", "1:58", "3:42"
        ),
        ("hosts: [{name: a, cluster: null}]", "hosts: [{name: a, cluster: c}]", "cluster of a", "1:28", "1:28"),
        (
            "hosts: []\nlinks: [{between: [p, q], rttMs: 1}]", "hosts: []\nlinks: [{between: [q, p], rttMs: 2}]",
            "rttMs of p q", "2:34", "2:34"
        ),
    ])
    func contradictions(first: String, second: String, value: String, firstPlace: String, secondPlace: String) {
        #expect(
            merged(first, second)
                == "inventory-2.yaml:\(secondPlace): error: \(value) is another one at inventory-1.yaml:\(firstPlace); keep the one that is right"
        )
    }

    @Test func adaptersOfOneHostAreUnited() {
        let check = rule("subject: vmkernelAdapters\nrequire: {device: nobody}\nat: device")
        #expect(
            merged(
                "hosts: [{name: a, vmkernelAdapters: [{device: vmk0}, {device: vmk1}]}]",
                "hosts: [{name: a, vmkernelAdapters: [{device: vmk1, mtu: 9000}, {device: vmk2}]}]", check: check)
                == "a/vmk0 a/vmk1 a/vmk2")
        let counted = rule("subject: hosts\nrequire: {vmkernelAdapters: 3}\nat: name")
        #expect(
            merged(
                "hosts: [{name: a, vmkernelAdapters: [{device: vmk0}, {device: vmk1}]}]",
                "hosts: [{name: a, vmkernelAdapters: [{device: vmk1}, {device: vmk2}]}]", check: counted) == "")
    }

    /// An overlay may name a virtual machine without saying where it runs.
    @Test func aVirtualMachineOfAnOverlay() {
        let check = rule("subject: vms\nrequire: {dirtyRateMBps: 20}\nat: name")
        let captured = "hosts: [{name: a}]\nvms: [{name: db, host: a}, {name: web, host: a}]"
        #expect(
            merged(
                captured, "vms: [{name: db, dirtyRateMBps: 20}]",
                check: rule("subject: vms\nrequire: {host: nobody}\nat: name")) == "db/a web/a")
        #expect(merged(captured, "vms: [{name: db, dirtyRateMBps: 30}]", check: check) == "db/a")
    }

    /// Datastores are one when name and datacenter are, so two of one name in two datacenters stay two.
    @Test func datastoresOfTwoDatacenters() {
        let check = rule("subject: datastores\nrequire: {name: nobody}\nat: name")
        #expect(
            merged(
                "hosts: []\ndatastores: [{name: x, datacenter: A}, {name: x, datacenter: B}]",
                "datastores: [{name: x, datacenter: B, type: NFS}]",
                check: check) == "x/A x/B")
    }
}
