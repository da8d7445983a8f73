import Facts
import Inventory
import SourceText
import Testing

@Suite struct SpellingTests {
    private func fixed(_ text: String) throws -> String {
        let file = SourceFile(path: "test.yaml", bytes: Array(text.utf8))
        return String(decoding: try SpellingFixes(for: file).fixed.bytes, as: UTF8.self)
    }

    /// A host with one VMkernel adapter of these keys.
    private func adapter(_ keys: String) -> String {
        "hosts: [{name: a, vmkernelAdapters: [{device: v, \(keys)}]}]"
    }

    @Test(arguments: [
        ("ip: 10.0.0.1, netmask: 24", "ip: 10.0.0.1, netmask: 255.255.255.0"),
        ("netmask: /24, ip: 10.0.0.1", "netmask: 255.255.255.0, ip: 10.0.0.1"),
        ("ip: 10.0.0.1, netmask: '24'", "ip: 10.0.0.1, netmask: '255.255.255.0'"),
        ("ip: 10.0.0.1, netmask: \"/0\"", "ip: 10.0.0.1, netmask: \"0.0.0.0\""),
        ("ip: 10.0.0.1/24, netmask: 255.255.255.0", "ip: 10.0.0.1, netmask: 255.255.255.0"),
        ("netmask: 24, ip: '10.0.0.1/24'", "netmask: 255.255.255.0, ip: '10.0.0.1'"),
        ("ip: 10.0.0.1/024", "ip: 10.0.0.1/24"),
        ("ip: FD20:0::1/64, netmask: /64", "ip: fd20::1, netmask: 64"),
        ("netmask: /24", "netmask: 24"),
        ("ip: null, netmask: /24", "ip: null, netmask: 24"),
        ("gateway: FD20::1", "gateway: fd20::1"),
        ("mac: 00-50-56-AB-CD-EF", "mac: 00:50:56:ab:cd:ef"),
        ("mac: '00-50-56-10-20-30'", "mac: '00:50:56:10:20:30'"),
        ("\"ip\": \"10.0.0.1\", \"netmask\": 24", "\"ip\": \"10.0.0.1\", \"netmask\": \"255.255.255.0\""),
        ("\"mac\": \"00-50-56-AB-CD-EF\"", "\"mac\": \"00:50:56:ab:cd:ef\""),
        ("stack: vmotion", "netstack: vmotion"),
        ("'stack': vmotion", "'netstack': vmotion"),
        ("services: [vmotion, vmotion]", "services: [vmotion]"),
        ("services: [vmotion , 'vmotion' ,vsan]", "services: [vmotion ,vsan]"),
        ("services: [vsan, vmotion, vsan,]", "services: [vsan, vmotion,]"),
        ("ipv6: [fd20::1/64, FD20::0001/64]", "ipv6: [fd20::1/64]"),
    ])
    func `A spelling and what becomes of it`(keys: String, better: String) throws {
        #expect(try fixed(adapter(keys)) == adapter(better))
    }

    @Test(arguments: [
        "ip: 10.0.0.1/24", "ip: 10.0.0.1, netmask: 255.255.255.0", "ip: fd20::1, netmask: 64", "netmask: 24",
        "netmask: 255.255.0.0", "ip: null, netmask: null",
        "mac: 10-20-30-40-50-59",  // with colons and without quotes a number to base 60 to YAML 1.1
        "gateway: 0::1",  // without quotes a text does not begin with a colon
        "ipv6: [fd20::1/64, fd20::1]", "mtu: 1500, netstack: vmotion, services: [vmotion, vsan]",
        "services: [vmotion, &again vmotion, *again]",
    ])
    func `What stays as it is`(keys: String) throws {
        #expect(try fixed(adapter(keys)) == adapter(keys))
    }

    @Test(arguments: [
        ("vlan: '1-9, 12'", "vlan: '1-9,12'"), ("vlan: PVLAN 300", "vlan: pvlan 300"), ("vlan: 7-7", "vlan: 7"),
        ("vlan: 4095", "vlan: 4095"), ("vlan: trunk-is-no-vlan, vlan2: 1", nil),
        ("subnets: {a: 10.0.0.5/24}", "subnets: {a: 10.0.0.0/24}"),
        ("activeUplinks: [a, b, a, b, c]", "activeUplinks: [a, b, c]"),
    ])
    func `In a port group`(keys: String, better: String?) throws {
        func portGroup(_ keys: String) -> String {
            "distributedSwitches: [{name: d, portGroups: [{name: p, \(keys)}]}]"
        }
        guard let better else {
            #expect(throws: Diagnostics.self) { try fixed(portGroup(keys)) }
            return
        }
        #expect(try fixed(portGroup(keys)) == portGroup(better))
    }

    /// Each list with what is left of it; comments, blank lines and line breaks stay.
    @Test(arguments: [
        ("  - a\n  - a\n  - b\n", "  - a\n  - b\n"),
        ("  - a\n  - b\n  - a", "  - a\n  - b\n"),
        ("  - a\r\n  - a\r\n", "  - a\r\n"),
        ("  - a  # one\n  - a  # two\n\n  - b\n", "  - a  # one\n  # two\n\n  - b\n"),
        ("  - a\n  # between\n  - \"a\"\t\n", "  - a\n  # between\n"),
        ("   - a\n   -   a\n", "   - a\n"),
        ("  - a\n  -\n    a\n", "  - a\n  -\n    a\n"),
        ("  - a b\n  - a\n    b\n", "  - a b\n  - a\n    b\n"),
        ("  - &x a\n  - *x\n", "  - &x a\n  - *x\n"),
        ("  - a\n  - &x a\n  - *x\n", "  - a\n  - &x a\n  - *x\n"),
        ("  - a\n  - a # vmotion-preflight: ignore X\n", "  - a\n  - a # vmotion-preflight: ignore X\n"),
        ("   [a, # one\n    a, # two\n    b]\n", "   [a, # one\n     # two\n    b]\n"),
        ("   [a, # one\n    a # two\n   ]\n", "   [a # one\n     # two\n   ]\n"),
        ("   [a,\n    a,\n    b]\n", "   [a,\n    b]\n"),
        ("   [a # , one\n    , a]\n", "   [a # , one\n     ]\n"),
    ])
    func `A list without its repetitions`(list: String, left: String) throws {
        let head = "hosts:\n- name: h\n  datastores:\n"
        #expect(try fixed(head + list) == head + left)
    }

    @Test(arguments: [
        // Merged into two adapters with IPv4 addresses: written once, so it is changed once.
        (
            "x: &b {netmask: /24}\nhosts: [{name: a, vmkernelAdapters: [{<<: *b, device: v, ip: 10.0.0.1}, {<<: *b, device: w, ip: 10.0.0.2}]}]",
            "x: &b {netmask: 255.255.255.0}\nhosts: [{name: a, vmkernelAdapters: [{<<: *b, device: v, ip: 10.0.0.1}, {<<: *b, device: w, ip: 10.0.0.2}]}]"
        ),
        // A list of mappings, and one that merges another.
        (
            "x: &b {stack: ops}\ny: &c {<<: *b, netmask: /24}\nhosts: [{name: a, vmkernelAdapters: [{device: v, ip: 10.0.0.1, <<: [{mtu: 1500}, *c]}]}]",
            "x: &b {netstack: ops}\ny: &c {<<: *b, netmask: 255.255.255.0}\nhosts: [{name: a, vmkernelAdapters: [{device: v, ip: 10.0.0.1, <<: [{mtu: 1500}, *c]}]}]"
        ),
        // Two adapters that want different spellings.
        (
            "x: &b {netmask: 24}\nhosts: [{name: a, vmkernelAdapters: [{<<: *b, device: v, ip: 10.0.0.1}, {<<: *b, device: w, ip: 'fd20::1'}]}]",
            nil
        ),
        // A text that is a netmask here and a name there.
        ("hosts: [{name: &n /24, vmkernelAdapters: [{device: v, ip: 10.0.0.1, netmask: *n}]}]", nil),
        ("hosts: [{name: a, vmkernelAdapters: [{device: v, ip: 10.0.0.1, netmask: &n /24, portGroup: *n}]}]", nil),
        // A key that has a new name here and is free or unknown there.
        ("hosts: [{name: a, vmkernelAdapters: [&v {device: v, stack: ops}], advancedOptions: *v}]", nil),
        (
            "hosts: [{name: a, vmkernelAdapters: [&v {device: v, stack: ops}], staticRoutes: [{<<: *v, network: 10.0.0.0/8, gateway: 10.0.0.1}]}]",
            nil
        ),
        // The address says it itself, and only here does a netmask come in as well.
        (
            "x: &b {netmask: 255.255.255.0}\nhosts: [{name: a, vmkernelAdapters: [{<<: *b, device: v, ip: 10.0.0.1/24}]}]",
            nil
        ),
        (
            "hosts: [{name: a, vmkernelAdapters: &l [{device: v, stack: ops, services: [vsan, vsan]}]}, {name: b, vmkernelAdapters: *l}]",
            "hosts: [{name: a, vmkernelAdapters: &l [{device: v, netstack: ops, services: [vsan]}]}, {name: b, vmkernelAdapters: *l}]"
        ),
    ])
    func `What anchors share changes once, where all agree`(text: String, better: String?) throws {
        #expect(try fixed(text) == better ?? text)
    }

    @Test(arguments: [
        ("source: {tool: govc}", "govc"), ("source: {<<: {tool: vcenter}}", "vcenter"), ("source: {tool: manual}", nil),
        ("source: {tool: By Hand}", nil), ("source: {server: vc1}", nil), ("x: {tool: govc}", nil),
        ("hosts: [{name: a, tool: govc}]", nil),
    ])
    func `Who says that it was captured`(text: String, tool: String?) throws {
        let file = SourceFile(path: "test.yaml", bytes: Array(text.utf8))
        #expect(try SpellingFixes(for: file).capture?.tool == tool)
    }

    @Test func `A former key is taken and told of, and both names are one`() throws {
        let loaded = try Loaded("hosts: [{name: a, nics: [{device: vmnic0}]}]")
        #expect(try loaded.value("SELECT device FROM physicalAdapters") == .text("vmnic0"))
        #expect(
            loaded.warnings == [
                "test.yaml:1:19: warning: the key nics is now called physicalAdapters; lint --fix renames it"
            ])
        #expect(
            problems(in: "hosts: [{name: a, nics: [], physicalAdapters: []}]") == [
                "1:29: error: the key physicalAdapters stands here twice"
            ])
    }

    @Test(arguments: [1, 15, 16, 17, 40])
    func `Long lists too`(count: Int) throws {
        let names = (1...count).map { "d\($0)" }
        let loaded = try Loaded("hosts: [{name: a, datastores: [\((names + names).joined(separator: ", "))]}]")
        #expect(try loaded.rows("SELECT datastore FROM mounts ORDER BY id") == names.map { [.text($0)] })
        #expect(loaded.warnings.count == count)
    }

    @Test func `What a list has twice counts once and is told of`() throws {
        let loaded = try Loaded("hosts: [{name: a, datastores: [d, e, d]}]")
        #expect(try loaded.rows("SELECT datastore FROM mounts") == [[.text("d")], [.text("e")]])
        #expect(try loaded.value("SELECT datastores FROM hosts") == .integer(2))
        #expect(loaded.warnings == ["test.yaml:1:38: warning: d stands here twice, and counts once"])
    }
}
