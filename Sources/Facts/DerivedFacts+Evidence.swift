/// What rules on evidence look at: its ends and paths related to the inventory.
extension DerivedFacts {
    static let ends = DerivedTable(
        name: "ends",
        documentation:
            "The ends of measured paths looked up in the inventory: by the names of host and adapter where the end gives them, else by an address that one vMotion adapter alone has.",
        columns: [
            ("id", "The measured end."), ("evidenceID", "Its evidence."), ("name", "What the paths call it."),
            ("hostID", "Its host; NULL for a machine that stands in for one."),
            ("vmkernelAdapterID", "Its VMkernel adapter."), ("site", "Its site, or that of its host."),
            ("mtu", "The MTU of the interface that was measured with."),
        ],
        identity: "measuredEnds", key: [],
        // Few ends are looked up among many adapters, and nothing is looked at where there are none.
        query: """
            WITH wanted AS (
                SELECT DISTINCT address FROM measuredEnds
            ), found AS MATERIALIZED (
                SELECT w.address, a.id, a.hostID FROM wanted w CROSS JOIN vmotionAdapters a ON a.ip = w.address
                UNION
                SELECT w.address, a.id, a.hostID FROM wanted w CROSS JOIN ipv6Addresses v ON v.ip = w.address
                CROSS JOIN vmotionAdapters a ON a.id = v.vmkernelAdapterID
            ), named AS (
                SELECT e.*, h.id AS hostID FROM measuredEnds e LEFT JOIN hosts h ON h.name = e.host
            ), matched AS (
                SELECT n.*, CASE WHEN n.host IS NOT NULL AND n.adapter IS NOT NULL
                    THEN (SELECT k.id FROM vmkernelAdapters k WHERE k.hostID = n.hostID AND k.device = n.adapter)
                    ELSE (SELECT min(f.id) FROM found f WHERE f.address = n.address AND (n.host IS NULL OR f.hostID = n.hostID)
                        GROUP BY f.address HAVING count(*) = 1) END AS adapterID
                FROM named n
            ), placed AS (
                SELECT m.*, coalesce(m.hostID, (SELECT hostID FROM vmkernelAdapters k WHERE k.id = m.adapterID)) AS ownerID
                FROM matched m
            )
            SELECT p.id, p.evidenceID, p.name, p.ownerID AS hostID, p.adapterID AS vmkernelAdapterID,
                coalesce(p.site, (SELECT nullif(h.site, '') FROM hosts h WHERE h.id = p.ownerID)) AS site, p.mtu
            FROM placed p
            """,
        index: "evidenceID, name")

    static let voids = DerivedTable(
        name: "voids",
        documentation: "The figures of each measured path that were tried and cannot be relied upon.",
        columns: [
            ("measuredPathID", "The path."),
            ("figure", "The figure's key; it stands for those below it as well."), ("why", "Why."),
        ],
        identity: nil, key: [],
        query: """
            SELECT p.id AS measuredPathID, v.figure, v.why FROM voidedFigures v
            CROSS JOIN measuredPaths p ON p.evidenceID = v.evidenceID
                AND (v."from" IS NULL OR v."from" = p."from") AND (v."to" IS NULL OR v."to" = p."to")
            """,
        index: "measuredPathID, figure")

    static let paths = DerivedTable(
        name: "paths",
        documentation: "Measured paths with their ends looked up; a figure that is voided is NULL.",
        columns: [
            ("id", "The measured path."), ("evidenceID", "Its evidence."), ("fromName", "The end that asked."),
            ("toName", "The end that was asked."), ("fromEndID", "The end that asked."),
            ("toEndID", "The end that was asked."), ("fromHostID", "The host that asked."),
            ("toHostID", "The host that was asked."), ("fromAdapterID", "The VMkernel adapter that asked."),
            ("toAdapterID", "The VMkernel adapter that was asked."), ("fromSite", "The site of the end that asked."),
            ("toSite", "The site of the end that was asked."), ("sitePairID", "The pair of these sites."),
            ("reachable", "Whether anything answered."), ("pathMtu", "The largest packet that arrives whole."),
            ("hops", "Routers between the two ends."),
            ("isVMotion", "0 when an end is a VMkernel adapter that carries no vMotion, else 1."),
        ],
        identity: "measuredPaths", key: [],
        query: """
            SELECT p.id, p.evidenceID, p."from" AS fromName, p."to" AS toName, f.id AS fromEndID, t.id AS toEndID,
                f.hostID AS fromHostID, t.hostID AS toHostID, f.vmkernelAdapterID AS fromAdapterID,
                t.vmkernelAdapterID AS toAdapterID, f.site AS fromSite, t.site AS toSite,
                (SELECT s.id FROM sitePairs s WHERE s.siteA = min(f.site, t.site) AND s.siteB = max(f.site, t.site)) AS sitePairID,
                iif((p.id, 'reachable') IN (SELECT measuredPathID, figure FROM voids), NULL, p.reachable) AS reachable,
                iif((p.id, 'pathMtu') IN (SELECT measuredPathID, figure FROM voids), NULL, p.pathMtu) AS pathMtu,
                iif((p.id, 'hops') IN (SELECT measuredPathID, figure FROM voids), NULL, p.hops) AS hops,
                (f.vmkernelAdapterID IS NULL OR f.vmkernelAdapterID IN (SELECT id FROM vmotionAdapters))
                    AND (t.vmkernelAdapterID IS NULL OR t.vmkernelAdapterID IN (SELECT id FROM vmotionAdapters)) AS isVMotion
            FROM measuredPaths p LEFT JOIN ends f ON f.evidenceID = p.evidenceID AND f.name = p."from"
            LEFT JOIN ends t ON t.evidenceID = p.evidenceID AND t.name = p."to"
            """,
        index: "sitePairID")

    static let measuredWays = DerivedTable(
        name: "measuredWays",
        documentation:
            "What evidence is to tell of: with any, every pair of sites between which virtual machines are to move, and each two ends that were measured and are not at the two sites of a pair.",
        columns: [
            ("id", "The way."), ("endA", "The first site, or the end that asked."),
            ("endB", "The second site, or the end that was asked."), ("sitePairID", "The pair of sites."),
            ("linkID", "The declared link between the sites."),
            ("isMeasured", "1 when a path was measured there, else 0."), ("sourceTable", "The table it comes from."),
            ("sourceID", "The row it comes from."),
        ],
        identity: nil, key: ["endA", "endB"],
        query: """
            SELECT row_number() OVER (ORDER BY sitePairID IS NULL, endA, endB) AS id, * FROM (
                SELECT s.siteA AS endA, s.siteB AS endB, s.id AS sitePairID, s.linkID,
                    EXISTS (SELECT 1 FROM paths p WHERE p.sitePairID = s.id AND p.isVMotion) AS isMeasured,
                    'sitePairs' AS sourceTable, s.id AS sourceID
                FROM sitePairs s WHERE EXISTS (SELECT 1 FROM evidences)
                    AND (s.hasVMotion OR EXISTS (SELECT 1 FROM paths p WHERE p.sitePairID = s.id AND p.isVMotion))
                UNION ALL
                SELECT fromName, toName, NULL, NULL, 1, 'measuredPaths', min(id)
                FROM paths WHERE sitePairID IS NULL AND isVMotion GROUP BY fromName, toName
            )
            """,
        index: "sitePairID")

    static let wayPaths = DerivedTable(
        name: "wayPaths",
        documentation: "The paths that were measured on each way.",
        columns: [
            ("measuredWayID", "The way."), ("measuredPathID", "The path."),
            ("isForward", "1 when it leads from endA to endB, 0 when it leads back."),
        ],
        identity: nil, key: [],
        query: """
            SELECT w.id AS measuredWayID, p.id AS measuredPathID, p.fromSite = w.endA AS isForward
            FROM paths p CROSS JOIN measuredWays w ON w.sitePairID = p.sitePairID WHERE p.isVMotion
            UNION ALL
            SELECT w.id, p.id, 1 FROM paths p CROSS JOIN measuredWays w
                ON w.sitePairID IS NULL AND w.endA = p.fromName AND w.endB = p.toName
            WHERE p.sitePairID IS NULL AND p.isVMotion
            """,
        index: "measuredWayID, measuredPathID); CREATE INDEX wayPaths_path ON wayPaths(measuredPathID")

    static let wayHosts = DerivedTable(
        name: "wayHosts",
        documentation: "The hosts between which virtual machines are to move on each way that was measured.",
        columns: [("measuredWayID", "The way."), ("hostID", "The host.")],
        identity: nil, key: [],
        query: """
            SELECT w.id AS measuredWayID, h.hostID FROM measuredWays w CROSS JOIN sitePairHosts h ON h.sitePairID = w.sitePairID
            WHERE w.isMeasured
            UNION
            SELECT x.measuredWayID, h.id FROM wayPaths x JOIN paths p ON p.id = x.measuredPathID AND p.sitePairID IS NULL
            JOIN hosts h ON h.id IN (p.fromHostID, p.toHostID)
            """,
        index: "measuredWayID")

    static let roundTrips = DerivedTable(
        name: "roundTrips",
        documentation: "Round-trip times of the idle paths by method, the voided ones left out.",
        columns: [
            ("id", "The distribution."), ("measuredPathID", "The path."),
            ("method", "handshake, ack, timestamp or icmp."),
            ("count", "How many samples."), ("p50", "The median."), ("p99", "The 99th percentile."),
        ],
        identity: "idleRtts", key: [],
        query: """
            SELECT r.id, r.measuredPathID, r.method, r."count", r.p50, r.p99 FROM idleRtts r
            WHERE NOT EXISTS (SELECT 1 FROM voids v WHERE v.measuredPathID = r.measuredPathID
                AND v.figure IN ('rttMs', 'rttMs.' || r.method))
            """,
        index: "measuredPathID")
}
