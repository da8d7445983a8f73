import Facts
import Testing

@Suite struct MergeKeyTests {
    /// Each way to merge into a host, with the site and the cluster that come of it.
    @Test(arguments: [
        ("{name: h, site: own, <<: {site: s}}", "own", nil),
        ("{<<: {site: s}, name: h, site: own}", "own", nil),  // whatever the order
        ("{<<: {site: s, cluster: c}, name: h}", "s", "c"),
        ("{<<: {site: s}, <<: {site: t, cluster: c}, name: h}", "s", "c"),
        ("{<<: [{site: s}, {site: t, cluster: c}], name: h}", "s", "c"),  // the first of a list
        ("{<<: {<<: {site: s, cluster: c}, site: t}, name: h}", "t", "c"),  // the nearer
        ("{<<: [{<<: {cluster: c}}, {site: s, cluster: d}], name: h}", "s", "c"),  // an item with what it merges
        ("{<<: [{<<: [{<<: {site: s}}, {site: t}]}, {site: u, cluster: c}], name: h}", "s", "c"),
        ("{<<: *base, name: h}", "base", "base"),
        ("{<<: *derived, name: h}", "base", "derived"),
        ("{<<: [*derived, *base], site: own, name: h}", "own", "derived"),
        ("{<<: [], name: h}", nil, nil),
        ("{<<: {}, name: h}", nil, nil),
        ("{<<: {name: h, site: s}}", "s", nil),  // even the name
        ("{name: h, site: null, <<: {site: s}}", "", nil),  // none is a value
    ])
    func host(text: String, site: String?, cluster: String?) throws {
        let loaded = try Loaded(
            """
            base: &base {site: base, cluster: base}
            derived: &derived {<<: *base, cluster: derived}
            hosts: [\(text)]
            """)
        let value = { (text: String?) in text.map { SQLValue.text($0) } ?? .null }
        #expect(
            try loaded.rows("SELECT name, site, cluster FROM hosts") == [[.text("h"), value(site), value(cluster)]])
    }

    /// A whole list gives way or comes in; lists do not mix.
    @Test(arguments: [
        ("{name: h, datastores: [a], <<: {datastores: [b, c]}}", ["a"]),
        ("{<<: {datastores: [b, c]}, name: h}", ["b", "c"]),
        ("{<<: {datastores: [b]}, name: h, datastores: []}", []),
    ])
    func lists(text: String, names: [String]) throws {
        let loaded = try Loaded("hosts: [\(text)]")
        #expect(try loaded.rows("SELECT datastore FROM mounts ORDER BY id") == names.map { [.text($0)] })
        #expect(try loaded.value("SELECT datastores FROM hosts") == .integer(Int64(names.count)))
    }

    @Test func intoGroups() throws {
        let loaded = try Loaded(nic("device: vmnic0, pcie: {<<: {generation: 3, lanes: 4}, lanes: 8}"))
        #expect(
            try loaded.rows("SELECT pcie_generation, pcie_lanes FROM physicalAdapters") == [[.integer(3), .integer(8)]])
    }

    @Test func intoMappingsOfFreeNames() throws {
        let loaded = try Loaded(
            """
            x: &x {one: 1, two: 2}
            hosts: [{name: h, advancedOptions: {<<: [*x, {two: 3, three: 3}], one: own}}]
            """)
        #expect(
            try loaded.rows("SELECT name, value FROM advancedOptions ORDER BY name")
                == [["one", "own"], ["three", "3"], ["two", "2"]].map { $0.map { .text($0) } })
        #expect(try loaded.value("SELECT advancedOptions FROM hosts") == .integer(3))
    }

    @Test func intoTheUplinksOfADistributedSwitch() throws {
        let loaded = try Loaded(
            """
            x: &x {Uplink 1: vmnic0, Uplink 2: vmnic1}
            hosts:
              - name: h
                distributedSwitches: [{name: d, uplinks: {Uplink 2: vmnic9, <<: [{<<: *x}, {Uplink 3: vmnic3}]}}]
            """)
        #expect(
            try loaded.rows("SELECT uplink, adapter FROM uplinkAssignments ORDER BY uplink")
                == [["Uplink 1", "vmnic0"], ["Uplink 2", "vmnic9"], ["Uplink 3", "vmnic3"]].map { $0.map { .text($0) } }
        )
        #expect(loaded.warnings.map { $0.prefix(14) } == ["test.yaml:1:1:"])
    }

    /// Children that a merge brings in belong to the row that merges them.
    @Test func childrenOfAnAliasedHost() throws {
        let loaded = try Loaded(
            """
            hosts:
              - &h
                name: a
                vmkernelAdapters: [{device: vmk0, services: [management]}, {device: vmk1, services: [vmotion, vsan]}]
              - {<<: *h, name: b}
              - {<<: *h, name: c, vmkernelAdapters: [{device: vmk9, services: []}]}
            """)
        #expect(
            try loaded.rows(
                """
                SELECT h.name, a.device, s.service FROM hosts h JOIN vmkernelAdapters a ON a.hostID = h.id
                LEFT JOIN services s ON s.vmkernelAdapterID = a.id ORDER BY h.name, a.device, s.id
                """)
                == [
                    [.text("a"), .text("vmk0"), .text("management")], [.text("a"), .text("vmk1"), .text("vmotion")],
                    [.text("a"), .text("vmk1"), .text("vsan")], [.text("b"), .text("vmk0"), .text("management")],
                    [.text("b"), .text("vmk1"), .text("vmotion")], [.text("b"), .text("vmk1"), .text("vsan")],
                    [.text("c"), .text("vmk9"), .null],
                ])
    }

    @Test(arguments: [
        ("hosts: [{name: h, <<: text}]", "1:23: error: << takes a mapping or a list of mappings"),
        ("hosts: [{name: h, <<: [{site: s}, 2]}]", "1:35: error: << takes a mapping or a list of mappings"),
        ("hosts: [{name: h, <<: [[{site: s}]]}]", "1:24: error: << takes a mapping or a list of mappings"),
        ("hosts: [{name: h, <<: {mtu: 1}, site: a, site: b}]", "1:42: error: the key site stands here twice"),
        ("hosts: [{name: h, <<: {site: a, site: b}}]", "1:33: error: the key site stands here twice"),
        (
            "hosts: [{<<: {site: s}}]",
            "1:9: error: this entry of hosts lacks the key name: The host's name."
        ),
    ])
    func refused(text: String, problem: String) {
        #expect(problems(in: text) == [problem])
    }
}
