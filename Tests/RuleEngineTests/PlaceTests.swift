import RuleEngine
import Testing

/// Every finding points at the value itself, wherever that was written.
@Suite struct PlaceTests {
    private static let smallMTU = rule("subject: vmkernelAdapters\nrequire: {mtu: 9000}\nat: mtu\nrequires: [mtu]")

    @Test func aValueInBlockStyle() throws {
        let inventory = "hosts:\n- name: esx1\n  vmkernelAdapters:\n  - device: vmk1\n    mtu: 1500   # small\n"
        let evaluation = try judge([inventory], by: [Self.smallMTU])
        #expect(evaluation.findings.map { place($0.location) } == ["inventory-1.yaml:5:10-5:14"])
    }

    @Test func aValueBehindLettersOfSeveralBytes() throws {
        let inventory = "hosts: [{name: \"ésx-日本\", vmkernelAdapters: [{device: vmk1, mtu: 1500}]}]\n"
        let evaluation = try judge([inventory], by: [Self.smallMTU])
        #expect(evaluation.findings.map { place($0.location) } == ["inventory-1.yaml:1:65-1:69"])
    }

    @Test func aValueThatAnAliasBrings() throws {
        let inventory = """
            hosts:
            - name: esx1
              vmkernelAdapters: &adapters
              - {device: vmk1, mtu: 1500}
            - name: esx2
              vmkernelAdapters: *adapters

            """
        let evaluation = try judge([inventory], by: [Self.smallMTU])
        #expect(
            evaluation.findings.map { place($0.location) } == Array(repeating: "inventory-1.yaml:4:25-4:29", count: 2))
        #expect(evaluation.findings.map(\.subject) == ["esx1/vmk1", "esx2/vmk1"])
    }

    @Test func aValueThatAMergeKeyBrings() throws {
        let inventory = """
            hosts:
            - name: esx1
              vmkernelAdapters:
              - &first {device: vmk1, mtu: 1500, mac: "00:50:56:00:00:01"}
              - device: vmk2
                <<: *first
              - {<<: *first, device: vmk3, mtu: 1400}

            """
        let evaluation = try judge([inventory], by: [Self.smallMTU])
        #expect(
            evaluation.findings.map { "\($0.subject) \(place($0.location))" } == [
                "esx1/vmk1 inventory-1.yaml:4:32-4:36", "esx1/vmk2 inventory-1.yaml:4:32-4:36",
                "esx1/vmk3 inventory-1.yaml:7:37-7:41",
            ])
    }

    /// The first file names the host, the second one has its MTU: the finding points into the second.
    @Test func aValueInTheSecondOfTwoMergedFiles() throws {
        let first = "hosts:\n- name: esx1\n  vmkernelAdapters:\n  - {device: vmk1, ip: 10.0.0.1/24}\n"
        let second =
            "# overlay\nhosts:\n  - name: esx1\n    vmkernelAdapters:\n      - device: vmk1\n        mtu:   1500\n"
        let evaluation = try judge([first, second], by: [Self.smallMTU])
        #expect(evaluation.findings.map { place($0.location) } == ["inventory-2.yaml:6:16-6:20"])
        #expect(evaluation.summary[.fail] == 1)
        #expect(evaluation.summary[.pass] == 0)
    }

    /// What is missing has no place, so the finding points at what names the row.
    @Test func aValueThatIsMissing() throws {
        let inventory = "hosts:\n- name: esx1\n  vmkernelAdapters:\n  - device: vmk1\n"
        let evaluation = try judge([inventory], by: [Self.smallMTU])
        #expect(evaluation.findings.map { place($0.location) } == ["inventory-1.yaml:4:13-4:17"])
        #expect(evaluation.findings.map(\.verdict) == [.unknown])
        #expect(evaluation.findings.first?.missing.map(\.name) == ["vmkernelAdapters.mtu"])
    }

    @Test func aListIsItsBracketsOrItsKey() throws {
        let empty = rule("subject: hosts\nrequire: {vmkernelAdapters: \">= 1\"}\nat: vmkernelAdapters")
        let flow = try judge(["hosts: [{name: esx1, vmkernelAdapters: [ ]}]"], by: [empty])
        #expect(flow.findings.map { place($0.location) } == ["inventory-1.yaml:1:40-1:43"])
        let few = rule("subject: hosts\nrequire: {vmkernelAdapters: \">= 2\"}\nat: vmkernelAdapters")
        let block = try judge(["hosts:\n- name: esx1\n  vmkernelAdapters:\n  - device: vmk0\n"], by: [few])
        #expect(block.findings.map { place($0.location) } == ["inventory-1.yaml:3:3-3:19"])
    }
}
