import Facts
import SourceText
import Testing

@Suite struct ErrorTests {
    /// A wrong type is told with the key, what was expected with its unit, and what was found.
    @Test(arguments: [
        ("42", "1:1: error: an inventory is a mapping with keys such as hosts and sites, this is 42"),
        ("[]", "1:1: error: an inventory is a mapping with keys such as hosts and sites, this is a list"),
        ("hosts: {name: a}", "1:8: error: hosts: expected a list of mappings, found a mapping"),
        ("hosts: a", "1:8: error: hosts: expected a list of mappings, found a"),
        ("hosts: [a]", "1:9: error: hosts: expected a mapping with the keys of one of the hosts, found a"),
        ("source: [vcenter]", "1:9: error: source: expected a mapping, found a list"),
        ("hosts: [{name: [a]}]", "1:16: error: name: expected text, found a list"),
        ("hosts: [{name: a, datastores: ds}]", "1:31: error: datastores: expected a list, found ds"),
        ("hosts: [{name: a, datastores: [[ds]]}]", "1:32: error: datastores: expected text, found a list"),
        (
            "hosts: [{name: a, advancedOptions: [x]}]",
            "1:36: error: advancedOptions: expected a mapping from names to values, found a list"
        ),
        (
            "hosts: [{name: a, advancedOptions: {x: [1]}}]",
            "1:40: error: advancedOptions: expected text, found a list"
        ),
        (nic("device: v, pcie: 3"), "1:56: error: pcie: expected a mapping, found 3"),
        (
            nic("device: v, speedMbps: fast"),
            "1:61: error: speedMbps: expected a whole number of Mbit/s from 0, found fast"
        ),
        (
            nic("device: v, speedMbps: -1"),
            "1:61: error: speedMbps: expected a whole number of Mbit/s from 0, found -1"
        ),
        (
            nic("device: v, speedMbps: 2.5"),
            "1:61: error: speedMbps: expected a whole number of Mbit/s from 0, found 2.5"
        ),
        (
            nic("device: v, speedMbps: '1000'"),
            "1:61: error: speedMbps: expected a whole number of Mbit/s from 0, found the text \"1000\"; numbers and true or false stand without quotes"
        ),
        (nic("device: v, link: Up"), "1:56: error: link: expected one of up, down, found Up"),
        (
            vmk("device: v, mtu: 63"),
            "1:55: error: mtu: expected a whole number of bytes from 64 to 65535, found 63"
        ),
        (
            "links: [{between: [a, b], rttMs: 4ms}]",
            "1:34: error: rttMs: expected a number of milliseconds, such as 4.2, found 4ms"
        ),
        (
            "clusters: [{name: a, stretched: yes}]",
            "1:33: error: stretched: expected true or false, found yes"
        ),
        (
            "clusters: [{name: a, stretched: 'true'}]",
            "1:33: error: stretched: expected true or false, found the text \"true\"; numbers and true or false stand without quotes"
        ),
        (
            vmk("device: v, ip: 10.0.0.256"),
            "1:54: error: ip: expected an IPv4 or IPv6 address, such as 10.20.0.11 or 10.20.0.11/24, found 10.0.0.256"
        ),
        (
            vmk("device: v, ip: 'vmk1'"),
            "1:54: error: ip: expected an IPv4 or IPv6 address, such as 10.20.0.11 or 10.20.0.11/24, found the text \"vmk1\""
        ),
        (
            vmk("device: v, gateway: 10.0.0.1/24"),
            "1:59: error: gateway: expected an IPv4 or IPv6 address, such as 10.20.0.1, found 10.0.0.1/24"
        ),
        ("links: [{between: [a]}]", "1:19: error: between: expected a list of exactly two different names"),
        ("links: [{between: [a, a]}]", "1:19: error: between: expected a list of exactly two different names"),
        ("links: [{between: [a, b, c]}]", "1:19: error: between: expected a list of exactly two different names"),
        ("links: [{between: [a, [b]]}]", "1:19: error: between: expected a list of exactly two different names"),
        ("links: [{between: a}]", "1:19: error: between: expected a list of exactly two different names, found a"),
        ("links:\n- between:\n  - a\n", "3:3: error: between: expected a list of exactly two different names"),
        ("{[a]: 1}", "1:2: error: a key must be text, this is a list"),
        (
            "hosts: [{name: a, advancedOptions: {[a]: 1}}]",
            "1:37: error: advancedOptions: expected a name, found a list"
        ),
    ])
    func wrongType(text: String, problem: String) {
        #expect(problems(in: text) == [problem])
    }

    @Test(arguments: [
        ("hosts: [{site: a}]", "1:9: error: this entry of hosts lacks the key name: The host's name."),
        ("hosts:\n  - site: a\n", "2:5: error: this entry of hosts lacks the key name: The host's name."),
        ("links: [{}]", "1:9: error: this entry of links lacks the key between: The names of the two sites."),
        ("hosts: [{name: a, name: b}]", "1:19: error: the key name stands here twice"),
        ("hosts: []\nsites: []\nhosts: []\n", "3:1: error: the key hosts stands here twice"),
        (nic("device: v, pcie: {lanes: 8, lanes: 4}"), "1:67: error: the key lanes stands here twice"),
        ("hosts: [{name: a, advancedOptions: {x: 1, x: 2}}]", "1:43: error: the key x stands here twice"),
        ("hosts: [{name: a}, {name: b},\n {name: a}]", "2:2: error: a stands twice among the hosts, first at line 1"),
        (
            vmk("device: vmk1}, {device: vmk1"),
            "1:54: error: vmk1 stands twice among the vmkernelAdapters, first at line 1"
        ),
        (
            "links: [{between: [a, b]},\n {between: [b, a]}]",
            "2:2: error: a b stands twice among the links, first at line 1"
        ),
    ])
    func missingAndTwice(text: String, problem: String) {
        #expect(problems(in: text) == [problem])
    }

    @Test(arguments: [
        "hosts: [{name: a, vmkernelAdapters: [{device: v}]}, {name: b, vmkernelAdapters: [{device: v}]}]",
        "datastores: [{name: d, datacenter: x}, {name: d, datacenter: y}]",
        "datastores: [{name: d}, {name: d}]",  // whether they are in one datacenter is not known
        "vms: [{name: v, host: a}, {name: v, host: a}]",
        "vms: [{name: v, networks: [{portGroup: p}, {portGroup: p}]}]",
    ])
    func notTwice(text: String) {
        #expect(problems(in: text) == [])
    }

    /// All errors are told at once, in the order of the text, and reading goes on behind each.
    @Test func severalErrors() {
        let text = """
            hosts:
              - name: [a]
                physicalAdapters: [{device: v, speedMbps: x, duplex: y}, {link: z}, 7]
              - {name: b, datastores: {}, version: eight}
            """
        #expect(
            problems(in: text).map { $0.prefix { $0 != " " } } == [
                "2:11:", "3:47:", "3:58:", "3:69:", "3:62:", "3:73:", "4:27:", "4:40:",
            ])
    }

    @Test(arguments: [49, 50, 51, 1000])
    func errorLimit(count: Int) {
        let found = problems(in: "hosts:\n" + String(repeating: "- 1\n", count: count))
        #expect(found.count == min(count, 50) + (count >= 50 ? 1 : 0))
        #expect(found.contains("error: has 50 errors; the rest was not read") == (count >= 50))
    }

    @Test(arguments: [50, 51, 1000])
    func warningLimit(count: Int) throws {
        let keys = (0..<count).map { "x\($0): 1\n" }.joined()
        let loaded = try Loaded(keys + "hosts: [{name: a}]\n", path: "f")
        #expect(loaded.warnings.count == (count > 50 ? 51 : 50))
        let more = count == 51 ? "1 more warning" : "\(count - 50) more warnings"
        #expect(loaded.warnings.contains("f: warning: has \(more), not told here") == (count > 50))
    }

    /// Whatever a file holds, a message stays readable.
    @Test func longNamesAreCut() throws {
        let long = String(repeating: "é", count: 1000)
        let cut = String(repeating: "é", count: 80)
        #expect(
            try Loaded("\(long): 1\nhosts: [{name: a, vmkernelAdapters: [{device: v, netstack: \(long)}]}]").warnings
                .map { $0.contains(" \(cut) ") } == [true, true])
        #expect(
            problems(in: "hosts: [{name: \(long)}, {name: \(long)}]").map { $0.contains(" \(cut) stands twice") } == [
                true
            ])
        #expect(
            problems(in: "hosts: [{name: a, version: \(long)}]").map { $0.hasSuffix("found \(cut)") } == [true])
    }

    @Test func namesAreNotOfAnyLength() {
        func text(_ count: Int) -> [String] {
            let long = String(repeating: "x", count: count)
            return [
                "hosts: [{name: \(long)}]", "vms: [{name: v, host: \(long)}]", "links: [{between: [a, \(long)]}]",
                "hosts:\n- name: h\n  advancedOptions:\n    ? \(long)\n    : 1\n",
            ]
        }
        #expect(text(4096).flatMap { problems(in: $0) } == [])
        #expect(
            text(4097).map { problems(in: $0) } == [
                ["1:16: error: name: a name of 4097 bytes is longer than 4096 bytes"],
                ["1:23: error: host: a name of 4097 bytes is longer than 4096 bytes"],
                ["1:23: error: between: a name of 4097 bytes is longer than 4096 bytes"],
                ["4:7: error: advancedOptions: a name of 4097 bytes is longer than 4096 bytes"],
            ])
    }

    /// A mistake that aliases repeat is one mistake.
    @Test func onceHoweverManyAliases() throws {
        let hosts = (0..<100).map { "  - {<<: *d, name: h\($0)}\n" }.joined()
        #expect(problems(in: "x: &d {version: eight}\nhosts:\n\(hosts)").map { $0.prefix(5) } == ["1:17:"])
        let loaded = try Loaded("x: &d {colour: red, vmkernelAdapters: [{device: v, netstack: x}]}\nhosts:\n\(hosts)")
        #expect(loaded.warnings.map { $0.prefix(15) } == ["test.yaml:1:1: ", "test.yaml:1:8: ", "test.yaml:1:62:"])
    }

    @Test func syntaxErrorsAreToldWithTheRest() {
        let found = problems(in: "hosts:\n- 1\n- [\n")
        #expect(found.count == 2)
        #expect(found.last?.contains("not valid YAML") == true)
    }

    @Test(arguments: [
        ("host: []", "f:1:1: warning: there is no key host in inventory, so it is passed over; did you mean hosts?"),
        (
            "hosts: [{name: a, vmkernelAdaptors: [{x: 1}]}]",
            "f:1:19: warning: there is no key vmkernelAdaptors in hosts, so it is passed over; did you mean vmkernelAdapters?"
        ),
        (
            nic("device: v, pcie: {lane: 3}"),
            "f:1:57: warning: there is no key lane in physicalAdapters, so it is passed over; did you mean lanes?"
        ),
        (
            "sites: [{name: a, colour: {b: [c]}}]",
            "f:1:19: warning: there is no key colour in sites, so it is passed over; known are name"
        ),
        (
            vmk("device: v, netstack: vMotion"),
            "f:1:60: warning: netstack: vMotion is not a known value; did you mean vmotion?"
        ),
        (
            vmk("device: v, services: [teleport]"),
            "f:1:61: warning: services: teleport is not a known value; known are management, vmotion, "
        ),
    ])
    func warnings(text: String, warning: String) throws {
        let loaded = try Loaded(text, path: "f")
        #expect(loaded.warnings.count == 1)
        #expect(loaded.warnings.first?.hasPrefix(warning) == true, "\(loaded.warnings)")
    }

    @Test func unknownKeysLeaveTheRestAlone() throws {
        let loaded = try Loaded(
            "x: {y: [{}]}\nhosts: [{colour: [[a], {b: c}], name: a, z: *n, site: s}]\n".replacing("*n", with: "1"))
        #expect(try loaded.rows("SELECT name, site FROM hosts") == [[.text("a"), .text("s")]])
        #expect(loaded.warnings.count == 3)
    }
}
