import Facts
import Testing

@Suite struct ScalarTests {
    @Test(arguments: [
        ("120", "120"), ("0", "0"), ("'120'", "120"), ("4094", "4094"),
        ("4095", "0-4094"),  // how a standard switch writes the full trunk
        ("0-4094", "0-4094"), ("'0-4094'", "0-4094"), ("'1-9,12'", "1-9,12"), ("'1-9, 12'", "1-9,12"), ("1 - 9", "1-9"),
        ("12-12", "12"),
        ("'12,1-9'", "1-9,12"), ("'1,2,3'", "1-3"), ("'1-5,4-9'", "1-9"), ("'7,7'", "7"),
        ("pvlan 300", "pvlan 300"), ("PVLAN 300", "pvlan 300"), ("'pvlan  300'", "pvlan 300"),
    ])
    func vlan(text: String, stored: String) throws {
        #expect(try Loaded(portGroup("name: p, vlan: \(text)")).value("SELECT vlan FROM portGroups") == .text(stored))
    }

    @Test(arguments: [
        "4096", "-1", "1.5", "0-4095", "9-1", "'1-'", "'-5'", "'1,,2'", "'1,'", "''", "pvlan", "pvlan 0", "pvlan 4095",
        "pvlan x",
        "trunk", "1 2", "1-2-3", "+5", "1-+5", "true", "'pvlan 1 2'", "'1\\\\02'", "٥",
    ])
    func noVLAN(text: String) {
        let found = problems(in: portGroup("name: p, vlan: \(text)"))
        #expect(found.count == 1)
        #expect(found.first?.contains("vlan: expected a VLAN number from 0 to 4095, a trunk") == true, "\(found)")
    }

    @Test(arguments: [
        ("netmask: 255.255.255.0", 24), ("netmask: 24", 24), ("netmask: /24", 24), ("netmask: '24'", 24),
        ("netmask: 0.0.0.0", 0),
        ("netmask: 255.255.255.255", 32), ("netmask: 255.255.254.0", 23), ("ip: 10.0.0.1/24", 24),
        ("ip: fd20::1/64", 64),
        ("ip: fd20::1, netmask: 64", 64), ("ip: 10.0.0.1/24, netmask: 255.255.255.0", 24),
        ("netmask: 255.255.255.0, ip: 10.0.0.1/24", 24),
        ("ip: 10.0.0.1, netmask: 255.255.0.0", 16), ("netmask: 255.255.0.0, ip: 10.0.0.1", 16),
    ])
    func prefixLength(keys: String, bits: Int64) throws {
        #expect(
            try Loaded(vmk("device: v, \(keys)")).value("SELECT prefixLength FROM vmkernelAdapters") == .integer(bits))
    }

    @Test(arguments: [
        ("netmask: 255.0.255.0", "netmask: expected a netmask such as 255.255.255.0, or a prefix length"),
        ("netmask: 129", "netmask: expected a netmask"), ("netmask: -1", "netmask: expected a netmask"),
        ("netmask: +24", "netmask: expected a netmask"), ("netmask: 0xffffff00", "netmask: expected a netmask"),
        ("netmask: ''", "netmask: expected a netmask"), ("netmask: 'ffff::'", "netmask: expected a netmask"),
        ("ip: 10.0.0.1/33", "ip: expected an IPv4 or IPv6 address"),
        ("ip: 10.0.0.1/", "ip: expected an IPv4 or IPv6 address"),
        ("ip: 10.0.0.1/24/24", "ip: expected an IPv4 or IPv6 address"),
        ("netmask: 255.255.0.0, ip: 10.0.0.1/24", "ip says /24, the netmask says /16"),
        ("ip: 10.0.0.1/24, netmask: 255.255.0.0", "netmask says /16, the address says /24"),
        ("ip: 10.0.0.1/24, netmask: null", "netmask is null, the address says /24"),
        ("netmask: null, ip: 10.0.0.1/24", "netmask is null, the address says /24"),
        ("ip: 10.0.0.1, netmask: null", "1:73: error: an address without a netmask; leave netmask out when it was not"),
        ("netmask: null, ip: fd20::1", "1:59: error: an address without a netmask"),
        ("ip: 10.0.0.1, netmask: 64", "1:73: error: netmask: /64 is longer than the 32 bits of the address 10.0.0.1"),
        ("netmask: 33, ip: 10.0.0.1", "1:59: error: netmask: /33 is longer than the 32 bits of the address 10.0.0.1"),
        ("<<: {netmask: 33}, ip: 10.0.0.1", "1:64: error: netmask: /33 is longer than the 32 bits"),
    ])
    func noPrefixLength(keys: String, problem: String) {
        let found = problems(in: vmk("device: v, \(keys)"))
        #expect(found.count == 1)
        #expect(found.first?.contains(problem) == true, "\(found)")
    }

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1"), ("'10.0.0.1'", "10.0.0.1"), ("FD20:0::1", "fd20::1"), ("'::'", "::"),
    ])
    func address(text: String, stored: String) throws {
        #expect(
            try Loaded(vmk("device: v, gateway: \(text)")).value("SELECT gateway FROM vmkernelAdapters")
                == .text(stored))
    }

    @Test(arguments: ["10.0.0", "\"10.0.0.1\\0x\"", "gw1", "10.0.0.1.", "''"])
    func noAddress(text: String) {
        #expect(problems(in: vmk("device: v, gateway: \(text)")).count == 1)
    }

    @Test(arguments: [("10.0.0.0/24", "10.0.0.0/24"), ("10.0.0.9/24", "10.0.0.0/24"), ("fd20::1/64", "fd20::/64")])
    func network(text: String, stored: String) throws {
        let loaded = try Loaded("hosts: [{name: a, staticRoutes: [{network: \(text), gateway: 10.0.0.1}]}]")
        #expect(try loaded.value("SELECT network FROM staticRoutes") == .text(stored))
    }

    @Test(arguments: [
        ("\"00:50:56:60:01:11\"", "00:50:56:60:01:11"), ("00:50:56:60:01:11", "00:50:56:60:01:11"),
        ("00:50:56:AB:CD:EF", "00:50:56:ab:cd:ef"), ("00-50-56-ab-cd-ef", "00:50:56:ab:cd:ef"),
        ("10:20:30:40:50:59", "10:20:30:40:50:59"),  // a number to base 60 in YAML 1.1
    ])
    func mac(text: String, stored: String) throws {
        #expect(try Loaded(vmk("device: v, mac: \(text)")).value("SELECT mac FROM vmkernelAdapters") == .text(stored))
    }

    @Test(arguments: [
        "0050.5660.0111", "005056600111", "00:50:56:60:01", "00:50:56:60:01:1g", "00:50:56:60:01:111",
        "00::50:56:60:01:1",
    ])
    func noMAC(text: String) {
        let found = problems(in: vmk("device: v, mac: '\(text)'"))
        #expect(found.count == 1)
        #expect(found.first?.contains("mac: expected a MAC address such as \"00:50:56:60:01:11\"") == true)
    }

    @Test(arguments: [
        ("8.0.3", "8.0.3", 8_000_003), ("8.0", "8.0", 8_000_000), ("'6.7 U3'", "6.7 U3", 6_007_003),
        ("8", "8", 8_000_000),
    ])
    func version(text: String, stored: String, number: Int64) throws {
        let loaded = try Loaded("hosts: [{name: a, version: \(text)}]")
        #expect(try loaded.rows("SELECT version, versionNumber FROM hosts") == [[.text(stored), .integer(number)]])
    }

    @Test(arguments: ["latest", "8.0.x", "''", "8.0 U9223372036854775807"])
    func noVersion(text: String) {
        #expect(problems(in: "hosts: [{name: a, version: \(text)}]").count == 1)
    }

    @Test(arguments: [
        "2026-11-22T18:00:00Z", "2026-11-22T18:00:00+01:00", "2026-11-22 18:00:00.123-05:00", "'2026-11-22T18:00:00z'",
        "2026-11-22",
    ])
    func time(text: String) throws {
        let stored = text.filter { $0 != "'" }
        #expect(try Loaded("source: {capturedAt: \(text)}").value("SELECT capturedAt FROM source") == .text(stored))
    }

    @Test(arguments: [
        "yesterday", "18:00", "2026-11-22T18:00", "2026-11-22T18:00:00", "22.11.2026", "2026-11-22T18:00:00+1",
        "1795370400",
        "2026-11-22T18:00:00.Z", "2026-13-22", "2026-11-32T18:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T18:60:00Z",
    ])
    func noTime(text: String) {
        let found = problems(in: "source: {capturedAt: \(text)}")
        #expect(found.count == 1)
        #expect(found.first?.contains("capturedAt: expected a time such as 2026-11-22T18:00:00Z") == true, "\(found)")
    }

    @Test(
        arguments: [
            ("4.2", .real(4.2)), ("4", .real(4)), ("0", .real(0)), ("1e2", .real(100)), ("0.05", .real(0.05)),
        ] as [(String, SQLValue)])
    func decimal(text: String, stored: SQLValue) throws {
        #expect(try Loaded("links: [{between: [a, b], rttMs: \(text)}]").value("SELECT rttMs FROM links") == stored)
    }

    @Test(arguments: [
        "-1", "nan", ".inf", "inf", "infinity", "0x10", "0X10", "0x1p3", "1_000", "4,2", "'4.2'", "1e999",
    ])
    func noDecimal(text: String) {
        #expect(
            problems(in: "links: [{between: [a, b], rttMs: \(text.contains(",") ? "'\(text)'" : text)}]").count == 1)
    }

    @Test(
        arguments: [("0", 0), ("10000", 10_000), ("999999999999999999", 999_999_999_999_999_999)] as [(String, Int64)])
    func integer(text: String, stored: Int64) throws {
        #expect(
            try Loaded(nic("device: v, speedMbps: \(text)")).value("SELECT speedMbps FROM physicalAdapters")
                == .integer(stored))
    }

    @Test(arguments: ["1000000000000000000", "99999999999999999999999", "+5", "1e3", "0x10", "-", "٥", "10 000", "10k"])
    func noInteger(text: String) {
        #expect(problems(in: nic("device: v, speedMbps: \(text)")).count == 1)
    }

    @Test(
        arguments: [("true", 1), ("True", 1), ("TRUE", 1), ("false", 0), ("False", 0), ("FALSE", 0)]
            as [(String, Int64)])
    func boolean(text: String, stored: Int64) throws {
        #expect(
            try Loaded("clusters: [{name: c, stretched: \(text)}]").value("SELECT stretched FROM clusters")
                == .integer(stored))
    }

    @Test(arguments: ["a\\0b", "\\u00e9", "  x ", "\\n", "😀", String(repeating: "x", count: 70_000)])
    func text(escaped: String) throws {
        let loaded = try Loaded("hosts: [{name: h, site: \"\(escaped)\"}]")
        let plain = escaped.replacing("\\0", with: "\0").replacing("\\u00e9", with: "é").replacing("\\n", with: "\n")
        #expect(try loaded.value("SELECT site FROM hosts") == .text(plain))
    }
}
