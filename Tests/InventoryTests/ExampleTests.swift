import Facts
import SourceText
import Testing
import YAMLEvents

@Suite struct ExampleTests {
    private static let counts = [
        "inventory": 1, "source": 1, "sites": 2, "links": 1, "clusters": 1, "plannedMembers": 0,
        "distributedSwitches": 1,
        "distributedUplinks": 2, "linkAggregationGroups": 0, "aggregatedUplinks": 0, "portGroups": 7,
        "portGroupSubnets": 2,
        "activeUplinks": 8, "standbyUplinks": 6, "hosts": 2, "physicalAdapters": 8, "standardSwitches": 2,
        "standardUplinks": 4, "switchMemberships": 2, "uplinkAssignments": 4, "vmkernelAdapters": 8, "ipv6Addresses": 1,
        "services": 8, "tcpipStacks": 6, "staticRoutes": 0, "advancedOptions": 0, "mounts": 3, "datastores": 2,
        "resourcePools": 1, "vms": 1, "vmNetworks": 1, "vmDatastores": 1, "migrations": 1,
    ]

    @Test(arguments: InventorySchema.tables.map(\.name))
    func rowCount(table: String) throws {
        let expected = try #require(Self.counts[table], "the example has no count for \(table) yet")
        #expect(try Loaded(example()).value("SELECT count(*) FROM \"\(table)\"") == .integer(Int64(expected)))
    }

    @Test func theFormatHasNothingOdd() throws {
        let loaded = try Loaded(example())
        #expect(loaded.warnings == [])
        #expect(loaded.store.rowCount == Self.counts.values.reduce(0, +))
        #expect(!loaded.store.isEmpty)
    }

    @Test func values() throws {
        let loaded = try Loaded(example())
        #expect(
            try loaded.rows("SELECT siteA, siteB, rttMs, bandwidthMbps, mtu, concurrentMigrations, routers FROM links")
                == [
                    [
                        .text("amsterdam"), .text("frankfurt"), .real(4.2), .integer(10_000), .integer(9_000),
                        .integer(4),
                        .integer(2),
                    ]
                ])
        #expect(
            try loaded.rows("SELECT version, versionNumber, build, license FROM hosts WHERE id = 1")
                == [[.text("8.0.3"), .integer(8_000_003), .text("24022510"), .text("vSphere 8 Enterprise Plus")]])
        #expect(
            try loaded.rows("SELECT ip, prefixLength, gateway, mac, mtu FROM vmkernelAdapters WHERE id = 2")
                == [[.text("10.20.0.11"), .integer(24), .text(""), .text("00:50:56:60:01:11"), .integer(9_000)]])
        #expect(
            try loaded.rows("SELECT vmkernelAdapterID, ip, prefixLength FROM ipv6Addresses")
                == [[.integer(2), .text("fd20::11"), .integer(64)]])
        #expect(
            try loaded.rows("SELECT pcie_generation, pcie_lanes FROM physicalAdapters WHERE id <= 3 ORDER BY id")
                == [[.integer(3), .integer(8)], [.integer(3), .integer(8)], [.null, .null]])
        #expect(
            try loaded.rows("SELECT security_promiscuous, failback, notifySwitches, vlan FROM portGroups WHERE id = 1")
                == [[.text("reject"), .integer(0), .integer(1), .text("120")]])
        #expect(
            try loaded.rows("SELECT uplink, adapter FROM uplinkAssignments WHERE switchMembershipID = 2 ORDER BY id")
                == [[.text("Uplink 1"), .text("vmnic0")], [.text("Uplink 2"), .text("vmnic1")]])
    }

    /// Each child belongs to the parent that it is written under.
    @Test func owners() throws {
        let loaded = try Loaded(example())
        #expect(
            try loaded.rows("SELECT hostID, standardSwitchID, distributedSwitchID FROM portGroups ORDER BY id")
                == Array(repeating: [.null, .null, .integer(1)], count: 3)
                + [[.integer(1), .integer(1), .null], [.integer(1), .integer(1), .null]]
                + [[.integer(2), .integer(2), .null], [.integer(2), .integer(2), .null]])
        #expect(
            try loaded.rows("SELECT hostID, count(*) FROM vmkernelAdapters GROUP BY 1 ORDER BY 1")
                == [[.integer(1), .integer(4)], [.integer(2), .integer(4)]])
        #expect(
            try loaded.rows(
                "SELECT DISTINCT hostID = (id + 3) / 4 FROM vmkernelAdapters"
            )
                == [[.integer(1)]])
    }

    /// A port group knows its switch and its host, whose numbers differ as soon as a host has two switches.
    @Test func ownersOfOwners() throws {
        let loaded = try Loaded(
            """
            hosts:
              - {name: a, standardSwitches: [{name: s0}, {name: s1, portGroups: [{name: p, activeUplinks: [u]}]}]}
              - {name: b, standardSwitches: [{name: s0, portGroups: [{name: q}]}]}
            """)
        #expect(
            try loaded.rows("SELECT name, hostID, standardSwitchID, distributedSwitchID FROM portGroups ORDER BY name")
                == [[.text("p"), .integer(1), .integer(2), .null], [.text("q"), .integer(2), .integer(3), .null]])
        #expect(try loaded.rows("SELECT portGroupID FROM activeUplinks") == [[.integer(1)]])
    }

    @Test func theSameInJSON() throws {
        let yaml = try example()
        let node = try #require(try YAMLNode.read(SourceFile(path: "f", bytes: Array(yaml.utf8))))
        let json = json(node, indentation: "")
        #expect(json.hasPrefix("{\n"))
        let loaded = try Loaded(json, path: "example.json")
        #expect(loaded.warnings == [])
        let tables = try Loaded(yaml).tables()
        for (table, rows) in try loaded.tables() { #expect(rows == tables[table], "\(table)") }
    }

    /// `node` as JSON writers print it, with tabs.
    private func json(_ node: YAMLNode, indentation: String) -> String {
        let inner = indentation + "\t"
        switch node.content {
        case .sequence(let items):
            return "[\n" + items.map { inner + json($0, indentation: inner) }.joined(separator: ",\n")
                + "\n\(indentation)]"
        case .mapping(let pairs):
            let lines = pairs.map { "\(inner)\"\($0.key.text ?? "")\": \(json($0.value, indentation: inner))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        case .scalar(let text):
            let isLiteral = node.isPlain && (Double(text) != nil || ["true", "false", "null"].contains(text))
            return isLiteral ? text : "\"\(text)\""
        }
    }
}
