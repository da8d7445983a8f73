import Facts
import Testing

/// Not captured, captured as none, and captured as an empty list are three different facts.
@Suite struct AbsenceTests {
    @Test(
        arguments: [
            ("hosts: [{name: a}]", "SELECT site FROM hosts", .null),
            ("hosts: [{name: a, site: null}]", "SELECT site FROM hosts", .text("")),
            ("hosts: [{name: a, site: ~}]", "SELECT site FROM hosts", .text("")),
            ("hosts: [{name: a, site: }]", "SELECT site FROM hosts", .text("")),
            ("hosts: [{name: a, site: ''}]", "SELECT site FROM hosts", .text("")),
            ("hosts: [{name: a, site: 'null'}]", "SELECT site FROM hosts", .text("null")),
            ("hosts: [{name: a}]", "SELECT datastores FROM hosts", .null),
            ("hosts: [{name: a, datastores: []}]", "SELECT datastores FROM hosts", .integer(0)),
            ("hosts: [{name: a, datastores: [x]}]", "SELECT datastores FROM hosts", .integer(1)),
            ("hosts: [{name: a}]", "SELECT advancedOptions FROM hosts", .null),
            ("hosts: [{name: a, advancedOptions: {}}]", "SELECT advancedOptions FROM hosts", .integer(0)),
            ("hosts: [{name: a, advancedOptions: {x: 1, y: 2}}]", "SELECT advancedOptions FROM hosts", .integer(2)),
            ("hosts: [{name: a}]", "SELECT vmkernelAdapters FROM hosts", .null),
            ("hosts: [{name: a, vmkernelAdapters: []}]", "SELECT vmkernelAdapters FROM hosts", .integer(0)),
            ("sites: [{name: a}]", "SELECT hosts FROM inventory", .null),
            ("hosts: []", "SELECT hosts FROM inventory", .integer(0)),
            (vmk("device: vmk1"), "SELECT gateway FROM vmkernelAdapters", .null),
            (vmk("device: vmk1, gateway: null"), "SELECT gateway FROM vmkernelAdapters", .text("")),
            (vmk("device: vmk1, netmask: null"), "SELECT prefixLength FROM vmkernelAdapters", .integer(0)),
            (vmk("device: vmk1, ip: null, netmask: null"), "SELECT prefixLength FROM vmkernelAdapters", .integer(0)),
            (vmk("device: vmk1, netmask: null, ip: null"), "SELECT prefixLength FROM vmkernelAdapters", .integer(0)),
            (vmk("device: vmk1, ip: 10.0.0.1"), "SELECT prefixLength FROM vmkernelAdapters", .null),
            (vmk("device: vmk1"), "SELECT prefixLength FROM vmkernelAdapters", .null),
            (vmk("device: vmk1, ip: null"), "SELECT ip FROM vmkernelAdapters", .text("")),
            (nic("device: vmnic0, speedMbps: null"), "SELECT speedMbps FROM physicalAdapters", .integer(0)),
            (nic("device: vmnic0"), "SELECT speedMbps FROM physicalAdapters", .null),
            (nic("device: vmnic0, pcie: {}"), "SELECT pcie_lanes FROM physicalAdapters", .null),
            (portGroup("name: p, vlan: null"), "SELECT vlan FROM portGroups", .text("0")),
            (portGroup("name: p"), "SELECT vlan FROM portGroups", .null),
        ] as [(String, String, SQLValue)])
    func value(text: String, sql: String, value: SQLValue) throws {
        #expect(try Loaded(text).value(sql) == value)
    }

    @Test(arguments: [
        (
            "hosts: [{name: null}]",
            "1:16: error: name cannot be null: it is text"
        ),
        (
            "links: [{between: null}]",
            "1:19: error: between: expected a list of exactly two different names, found nothing"
        ),
        (
            "links: [{between: [a, b], mtu: ~}]",
            "1:32: error: mtu cannot be null: it is a whole number of bytes from 64 to 65535; leave the key out when it was not captured"
        ),
        (
            "hosts: null",
            "1:8: error: hosts: expected a list of mappings, found nothing; write [] when there is none, or leave the key out"
        ),
        (
            "hosts:\n- name: a\n  datastores:\n",
            "3:14: error: datastores: expected a list, found nothing; write [] when there is none, or leave the key out"
        ),
        ("hosts: [{name: a, datastores: [null]}]", "1:32: error: datastores: expected text, found nothing"),
        ("hosts: [{name: a, advancedOptions: {x: ~}}]", "1:40: error: advancedOptions: expected text, found nothing"),
        ("hosts: [null]", "1:9: error: hosts: expected a mapping with the keys of one of the hosts, found nothing"),
    ])
    func nothingThatCannotBe(text: String, problem: String) {
        #expect(problems(in: text) == [problem])
    }

    @Test(arguments: [
        ("hosts: [{name: ''}]", "1:16: error: name must not be empty"),
        (nic("device: ''"), "1:47: error: device must not be empty"),
        (portGroup("name: ''"), "1:53: error: name must not be empty"),
        ("resourcePools: [{path: ''}]", "1:24: error: path must not be empty"),
        ("links: [{between: [a, '']}]", "1:23: error: between must not be empty"),
        ("migrations: [{vm: v, to: ''}]", "1:26: error: to must not be empty"),
    ])
    func requiredTextsAreNotEmpty(text: String, problem: String) {
        #expect(problems(in: text) == [problem])
    }

    @Test(arguments: ["", "\n", "# nothing\n", "---\n...\n"])
    func emptyFiles(text: String) {
        #expect(problems(in: text).count == 1)
    }
}

/// A host with one VMkernel adapter of these `keys`.
func vmk(_ keys: String) -> String { "hosts: [{name: a, vmkernelAdapters: [{\(keys)}]}]" }

/// A host with one physical adapter of these `keys`.
func nic(_ keys: String) -> String { "hosts: [{name: a, physicalAdapters: [{\(keys)}]}]" }

/// A distributed switch with one port group of these `keys`.
func portGroup(_ keys: String) -> String { "distributedSwitches: [{name: d, portGroups: [{\(keys)}]}]" }
