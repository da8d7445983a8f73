import Facts
import SourceText
import Testing

@Suite struct PlaceTests {
    private static let text = """
        # Zürich
        hosts:
          - name: 'Zürich 😀'
            version: 8.0.3   # why
            vmkernelAdapters:
              - {device: vmk1, ip: 10.0.0.1/24, services: [vmotion, 'vsan']}
            datastores:
              - ds-é
              - b
            physicalAdapters: [{device: vmnic0, pcie: {lanes: 8}}]
            advancedOptions: {Migrate.Enabled: 1}
        links:
          - between: [z, a]
        """

    @Test(arguments: [
        ("hosts", "name", 1, "'Zürich 😀'", 3, 11, 3, 21),
        ("hosts", "version", 1, "8.0.3", 4, 14, 4, 19),
        ("hosts", "versionNumber", 1, "8.0.3", 4, 14, 4, 19),
        ("hosts", "datastores", 1, "datastores", 7, 5, 7, 15),  // a block list has no end worth underlining: its key
        ("hosts", "physicalAdapters", 1, "[{device: vmnic0, pcie: {lanes: 8}}]", 10, 23, 10, 59),
        ("hosts", "advancedOptions", 1, "{Migrate.Enabled: 1}", 11, 22, 11, 42),
        ("vmkernelAdapters", "device", 1, "vmk1", 6, 18, 6, 22),
        ("vmkernelAdapters", "ip", 1, "10.0.0.1/24", 6, 28, 6, 39),
        ("vmkernelAdapters", "prefixLength", 1, "10.0.0.1/24", 6, 28, 6, 39),
        ("vmkernelAdapters", "services", 1, "[vmotion, 'vsan']", 6, 51, 6, 68),
        ("services", "service", 2, "'vsan'", 6, 61, 6, 67),
        ("mounts", "datastore", 1, "ds-é", 8, 9, 8, 13),
        ("physicalAdapters", "pcie_lanes", 1, "8", 10, 55, 10, 56),
        ("advancedOptions", "name", 1, "Migrate.Enabled", 11, 23, 11, 38),
        ("advancedOptions", "value", 1, "1", 11, 40, 11, 41),
        ("links", "siteA", 1, "a", 13, 18, 13, 19),  // the ends of a link are stored in their order
        ("links", "siteB", 1, "z", 13, 15, 13, 16),
        ("inventory", "hosts", 1, "hosts", 2, 1, 2, 6),
    ])
    func value(
        table: String, column: String, id: Int64, written: String, line: Int, from: Int, endLine: Int, to: Int
    ) throws {
        let loaded = try Loaded(Self.text)
        let origin = try #require(try loaded.origin(table, column, id: id))
        #expect(loaded.cut(origin.value) == written)
        let range = loaded.store.files[origin.file].range(of: origin.value)
        #expect(range.start == SourcePosition(line: line, column: from))
        #expect(range.end == SourcePosition(line: endLine, column: to))
    }

    @Test(arguments: [
        ("hosts", "name", "name"), ("hosts", "version", "version"), ("vmkernelAdapters", "ip", "ip"),
        ("vmkernelAdapters", "services", "services"), ("physicalAdapters", "pcie_lanes", "lanes"),
        ("mounts", "datastore", "ds-é"), ("advancedOptions", "value", "Migrate.Enabled"), ("links", "siteA", "between"),
    ])
    func key(table: String, column: String, key: String) throws {
        let loaded = try Loaded(Self.text)
        #expect(try loaded.origin(table, column).map { loaded.cut($0.key) } == key)
    }

    @Test func lineBreaksOfWindows() throws {
        let loaded = try Loaded(
            Self.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n"))
        let origin = try #require(try loaded.origin("links", "siteB"))
        #expect(loaded.store.files[0].position(at: origin.value.offset) == SourcePosition(line: 13, column: 15))
    }

    /// What an alias brings in is where its anchor stands; the anchor itself is not part of the value.
    @Test(arguments: [
        ("hosts", "version", 2, "8.0.3", 2),
        ("vmkernelAdapters", "mtu", 1, "9000", 1),
        ("vmkernelAdapters", "mtu", 2, "9000", 1),
        ("vmkernelAdapters", "netstack", 2, "vmotion", 1),
        ("vmkernelAdapters", "device", 2, "vmk2", 5),
        ("services", "service", 2, "vmotion", 1),
        ("hosts", "site", 2, "ams", 2),
    ])
    func throughAliases(table: String, column: String, id: Int64, written: String, line: Int) throws {
        let loaded = try Loaded(
            """
            x: &vmk {mtu: 9000, netstack: vmotion, services: [vmotion]}
            hosts: [{name: a, version: &v 8.0.3, site: &s ams,
                vmkernelAdapters: [{<<: *vmk, device: vmk1}]},
              {name: b, version: *v, site: *s,
                vmkernelAdapters: [{device: vmk2, <<: *vmk}]}]
            """)
        let origin = try #require(try loaded.origin(table, column, id: id))
        #expect(loaded.cut(origin.value) == written)
        #expect(loaded.store.files[0].position(at: origin.value.offset).line == line)
    }

    /// What is merged into a mapping lies elsewhere, so that mapping ends where its bracket is.
    @Test(arguments: [
        ("inventory", "source", "{<<: *s, server: v}"),
        ("hosts", "advancedOptions", "{<<: [*s], x: 1}"),
        ("hosts", "physicalAdapters", "[{<<: {device: v}}]"),
    ])
    func aroundMergeKeys(table: String, column: String, written: String) throws {
        let loaded = try Loaded(
            """
            x: &s {tool: t}
            source: {<<: *s, server: v}
            hosts: [{name: a, advancedOptions: {<<: [*s], x: 1}, physicalAdapters: [{<<: {device: v}}]}]
            """)
        #expect(try loaded.written(table, column) == written)
    }
}
