import Testing

/// The estates have every shape that is supported, and are what their first lines say.
@Suite struct ShapeTests {
    /// What the facts of an estate say that it is; the same words as in its first line.
    private static let questions = [
        """
        SELECT group_concat(release, ' and ') FROM (SELECT DISTINCT substr(version, 1, 3) AS release FROM hosts ORDER BY 1)
        """,
        "SELECT DISTINCT iif(distributed, 'distributed switches', 'standard switches') FROM vmotionAdapters",
        """
        SELECT DISTINCT iif(nics > 1, 'multi-NIC', 'single-NIC')
        FROM (SELECT count(*) AS nics FROM vmotionAdapters GROUP BY hostID)
        """,
        "SELECT DISTINCT iif(netstack = 'vmotion', 'vMotion stack', 'default stack') FROM vmotionAdapters",
        """
        SELECT CASE
          WHEN (SELECT count(DISTINCT c.vcenter) FROM moves m JOIN hosts h ON h.id IN (m.sourceID, m.destinationID)
            JOIN clusters c ON c.name = h.cluster) > 1 THEN 'cross-vCenter'
          WHEN (SELECT count(DISTINCT site) FROM hosts) = 1 THEN 'one site'
          WHEN (SELECT storage FROM clusters WHERE stretched) = 'vsan' THEN 'stretched with vSAN'
          WHEN (SELECT storage FROM clusters WHERE stretched) = 'vmsc' THEN 'stretched with storage metro cluster' END
        """,
        """
        SELECT group_concat(family, ' and ') FROM (
          SELECT 'IPv4' AS family WHERE EXISTS (SELECT 1 FROM vmotionAdapters WHERE ip <> '')
          UNION ALL SELECT 'IPv6' WHERE EXISTS (
            SELECT 1 FROM vmotionAdapters a JOIN ipv6Addresses v ON v.vmkernelAdapterID = a.id))
        """,
    ]

    @Test(arguments: Estate.all) func `an estate is what its first line says`(_ estate: Estate) throws {
        let lint = try Lint.clean(estate)
        #expect(try Self.questions.map { try lint.values($0).joined(separator: " or ") } == estate.shape)
    }

    @Test(arguments: [
        ["4.1", "5.0", "5.5", "6.0", "6.7", "7.0", "8.0"],
        ["standard switches", "distributed switches"],
        ["single-NIC", "multi-NIC"],
        ["default stack", "vMotion stack"],
        ["one site", "stretched with vSAN", "stretched with storage metro cluster", "cross-vCenter"],
        ["IPv4", "IPv6", "IPv4 and IPv6"],
    ]) func `every value of a dimension has an estate`(_ values: [String]) {
        for value in values {
            #expect(Estate.all.contains { $0.shape.contains(value) }, "no estate with \(value)")
        }
    }

    /// What depends on one another in real estates, as pairs of values of two dimensions.
    @Test(arguments: [
        ["4.1", "standard switches"], ["4.1", "distributed switches"], ["5.0", "multi-NIC"],
        ["5.5", "stretched with storage metro cluster"], ["5.5", "standard switches"], ["6.0", "vMotion stack"],
        ["6.0", "cross-vCenter"], ["6.7", "stretched with vSAN"], ["6.7", "default stack"],
        ["7.0", "stretched with storage metro cluster"], ["7.0", "IPv4 and IPv6"], ["8.0", "stretched with vSAN"],
        ["8.0", "cross-vCenter"], ["8.0", "IPv6"], ["standard switches", "vMotion stack"],
        ["standard switches", "multi-NIC"], ["multi-NIC", "vMotion stack"], ["multi-NIC", "cross-vCenter"],
        ["default stack", "stretched with storage metro cluster"],
    ]) func `a usual combination has an estate`(_ values: [String]) {
        #expect(Estate.all.contains { estate in values.allSatisfy(estate.shape.contains) })
    }
}
