/// What rules on evidence look at: its ends and paths related to the inventory.
extension DerivedFacts {
    static let ends = DerivedTable(
        name: "ends",
        documentation:
            "The ends of measured paths looked up in the inventory: by the names of host and adapter where the end gives them, else by an address that one VMkernel adapter alone has.",
        columns: [
            ("id", "The measured end."), ("evidenceID", "Its evidence."), ("name", "What the paths call it."),
            ("hostID", "Its host; NULL for a machine that stands in for one."),
            ("vmkernelAdapterID", "Its VMkernel adapter."), ("site", "Its site, or that of its host."),
            ("mtu", "The MTU of the interface that was measured with."),
            ("doubt", "Why the inventory does not tell which end it is, where what it says contradicts itself."),
        ],
        identity: "measuredEnds", key: [],
        // Few ends are looked up among many adapters, and nothing is looked at where there are none.
        query: """
            WITH wanted AS (
                SELECT DISTINCT address FROM measuredEnds
            ), found AS MATERIALIZED (
                SELECT w.address, k.id, k.hostID FROM wanted w CROSS JOIN vmkernelAdapters k ON k.ip = w.address
                UNION
                SELECT w.address, k.id, k.hostID FROM wanted w CROSS JOIN ipv6Addresses v ON v.ip = w.address
                CROSS JOIN vmkernelAdapters k ON k.id = v.vmkernelAdapterID
            ), otherCase AS MATERIALIZED (
                SELECT lower(name) AS name, min(id) AS id FROM hosts
                WHERE EXISTS (SELECT 1 FROM measuredEnds e WHERE e.host NOT IN (SELECT name FROM hosts))
                GROUP BY 1 HAVING count(*) = 1
            ), knownSites AS MATERIALIZED (
                SELECT name FROM sites UNION SELECT site FROM hosts UNION SELECT siteA FROM links UNION SELECT siteB FROM links
            ), named AS (
                SELECT e.*, coalesce(h.id, o.id) AS hostID FROM measuredEnds e LEFT JOIN hosts h ON h.name = e.host
                LEFT JOIN otherCase o ON h.id IS NULL AND o.name = lower(e.host)
            ), candidates AS (
                SELECT n.id AS endID, min(f.id) AS adapterID, count(*) AS owners FROM named n CROSS JOIN found f ON f.address = n.address
                LEFT JOIN hosts h ON h.id = f.hostID
                WHERE (n.hostID IS NULL OR f.hostID = n.hostID) AND (n.site IS NULL OR coalesce(h.site, '') IN ('', n.site))
                GROUP BY n.id
            ), matched AS (
                SELECT n.*, coalesce(c.owners, 0) AS owners, iif(n.hostID IS NOT NULL AND n.adapter IS NOT NULL,
                    (SELECT k.id FROM vmkernelAdapters k WHERE k.hostID = n.hostID AND k.device = n.adapter),
                    iif(c.owners = 1, c.adapterID, NULL)) AS adapterID
                FROM named n LEFT JOIN candidates c ON c.endID = n.id
            ), doubted AS (
                SELECT m.*, m.name || CASE
                    WHEN m.host IS NOT NULL AND m.hostID IS NULL THEN ': the inventory has no host ' || m.host
                    WHEN m.site IS NOT NULL AND m.site NOT IN (SELECT name FROM knownSites WHERE name IS NOT NULL)
                        THEN ': the inventory has no site ' || m.site
                    WHEN m.hostID IS NOT NULL AND m.adapter IS NOT NULL AND m.adapterID IS NULL
                        THEN ': the inventory has no VMkernel adapter ' || m.adapter || ' of ' || m.host
                    WHEN m.hostID IS NOT NULL AND m.adapter IS NOT NULL AND NOT EXISTS (
                            SELECT 1 FROM found f WHERE f.address = m.address AND f.id = m.adapterID)
                        AND iif(instr(m.address, ':'), EXISTS (SELECT 1 FROM ipv6Addresses v WHERE v.vmkernelAdapterID = m.adapterID),
                            EXISTS (SELECT 1 FROM vmkernelAdapters k WHERE k.id = m.adapterID AND k.ip <> ''))
                        THEN ' was measured at ' || m.address || ', which the inventory does not give ' || m.adapter || ' of ' || m.host
                    WHEN m.adapterID IS NULL AND m.owners > 1 THEN ': the inventory has ' || m.address || ' at several VMkernel adapters'
                    WHEN m.owners = 0 AND EXISTS (SELECT 1 FROM found f WHERE f.address = m.address)
                        THEN ': the inventory has ' || m.address || ' at another host than ' || coalesce(m.host, 'those of ' || m.site)
                    END AS doubt
                FROM matched m
            ), placed AS (
                SELECT d.*, coalesce(d.hostID, (SELECT k.hostID FROM vmkernelAdapters k WHERE k.id = d.adapterID)) AS ownerID
                FROM doubted d
            )
            SELECT p.id, p.evidenceID, p.name, iif(p.doubt IS NULL, p.ownerID, NULL) AS hostID,
                iif(p.doubt IS NULL, p.adapterID, NULL) AS vmkernelAdapterID,
                iif(p.doubt IS NULL, coalesce(p.site, (SELECT nullif(h.site, '') FROM hosts h WHERE h.id = p.ownerID)), NULL) AS site,
                p.mtu, p.doubt
            FROM placed p
            """,
        index: "evidenceID, name); CREATE INDEX ends_id ON ends(id")

    static let voids = DerivedTable(
        name: "voids",
        documentation: "The figures of each measured path that were tried and cannot be relied upon.",
        columns: [
            ("measuredPathID", "The path."),
            (
                "figure",
                "The figure's key; it stands for those below it as well, and path for whether and how it answers."
            ),
            ("why", "Why."),
        ],
        identity: nil, key: [],
        query: """
            SELECT p.id AS measuredPathID, v.figure, v.why FROM voidedFigures v
            CROSS JOIN measuredPaths p ON p.evidenceID = v.evidenceID AND p."from" = v."from" AND p."to" = v."to"
            UNION ALL
            SELECT p.id, v.figure, v.why FROM voidedFigures v
            CROSS JOIN measuredPaths p ON p.evidenceID = v.evidenceID AND p."from" = v."from" WHERE v."to" IS NULL
            UNION ALL
            SELECT p.id, v.figure, v.why FROM voidedFigures v
            CROSS JOIN measuredPaths p ON p.evidenceID = v.evidenceID AND p."to" = v."to" WHERE v."from" IS NULL
            UNION ALL
            SELECT p.id, v.figure, v.why FROM voidedFigures v
            CROSS JOIN measuredPaths p ON p.evidenceID = v.evidenceID WHERE v."from" IS NULL AND v."to" IS NULL
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
            ("pair", "The two hosts, or ends that are none, the same for both directions."),
            ("reachable", "Whether anything answered."), ("pathMtu", "The largest packet that arrives whole."),
            ("hops", "Routers between the two ends."),
            (
                "isVMotion",
                "0 when an end is a VMkernel adapter that carries no vMotion, or when the inventory does not tell what it is; else 1."
            ),
            ("doubt", "Why the inventory does not tell between what was measured."),
        ],
        identity: "measuredPaths", key: [],
        // Of a measurement that was stopped, silence proves something only when it was waited for.
        query: """
            WITH placed AS (
                SELECT p.*, f.id AS fromEndID, t.id AS toEndID, f.hostID AS fromHostID, t.hostID AS toHostID,
                    f.vmkernelAdapterID AS fromAdapterID, t.vmkernelAdapterID AS toAdapterID, f.site AS fromSite, t.site AS toSite,
                    coalesce('#' || f.hostID, p."from") AS near, coalesce('#' || t.hostID, p."to") AS far,
                    coalesce(f.doubt, t.doubt, iif(coalesce(f.hostID, f.site, t.hostID, t.site) IS NULL,
                        'neither ' || p."from" || ' nor ' || p."to" || ' is in this inventory', NULL)) AS doubt,
                    EXISTS (SELECT 1 FROM evidences e WHERE e.id = p.evidenceID AND e.interrupted)
                        AND coalesce(p.echo_sent, 0) < 5 AS isCutShort
                FROM measuredPaths p LEFT JOIN ends f ON f.evidenceID = p.evidenceID AND f.name = p."from"
                LEFT JOIN ends t ON t.evidenceID = p.evidenceID AND t.name = p."to"
            )
            SELECT p.id, p.evidenceID, p."from" AS fromName, p."to" AS toName, p.fromEndID, p.toEndID, p.fromHostID, p.toHostID,
                p.fromAdapterID, p.toAdapterID, p.fromSite, p.toSite,
                (SELECT s.id FROM sitePairs s WHERE s.siteA = min(p.fromSite, p.toSite) AND s.siteB = max(p.fromSite, p.toSite)) AS sitePairID,
                min(p.near, p.far) || ' ' || max(p.near, p.far) AS pair,
                iif(p.reachable = 0 AND p.isCutShort OR EXISTS (
                    SELECT 1 FROM voids v WHERE v.measuredPathID = p.id AND v.figure IN ('path', 'reachable')), NULL, p.reachable) AS reachable,
                iif(EXISTS (SELECT 1 FROM voids v WHERE v.measuredPathID = p.id AND v.figure IN ('path', 'pathMtu')), NULL, p.pathMtu) AS pathMtu,
                iif(EXISTS (SELECT 1 FROM voids v WHERE v.measuredPathID = p.id AND v.figure IN ('path', 'hops')), NULL, p.hops) AS hops,
                p.doubt IS NULL AND (p.fromAdapterID IS NULL OR p.fromAdapterID IN (SELECT id FROM vmotionAdapters))
                    AND (p.toAdapterID IS NULL OR p.toAdapterID IN (SELECT id FROM vmotionAdapters)) AS isVMotion,
                p.doubt
            FROM placed p
            """,
        index: "sitePairID); CREATE INDEX paths_id ON paths(id")

    static let measuredWays = DerivedTable(
        name: "measuredWays",
        documentation:
            "What evidence is to tell of: with any of a probe or a capture, every pair of sites between which virtual machines are to move, and each two ends that were measured and are not at the two sites of a pair.",
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
                FROM sitePairs s WHERE EXISTS (SELECT 1 FROM evidences WHERE kind <> 'trial')
                    AND (s.hasVMotion OR EXISTS (SELECT 1 FROM paths p WHERE p.sitePairID = s.id AND p.isVMotion))
                UNION ALL
                SELECT fromName, toName, NULL, NULL, 1, 'measuredPaths', min(id)
                FROM paths WHERE sitePairID IS NULL AND isVMotion GROUP BY fromName, toName
            )
            """,
        index:
            "sitePairID); CREATE INDEX measuredWays_id ON measuredWays(id); CREATE INDEX measuredWays_ends ON measuredWays(endA, endB"
    )

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
                ON +w.sitePairID IS NULL AND w.endA = p.fromName AND w.endB = p.toName
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
            WHERE w.isMeasured AND w.sitePairID IS NOT NULL
            UNION
            SELECT x.measuredWayID, h.id FROM wayPaths x JOIN paths p ON p.id = x.measuredPathID AND +p.sitePairID IS NULL
            JOIN hosts h ON h.id IN (p.fromHostID, p.toHostID)
            """,
        index: "measuredWayID")

    static let roundTrips = DerivedTable(
        name: "roundTrips",
        documentation:
            "Round-trip times of the idle paths by method, the voided ones left out; echoes are timed without the capture, so rttMs that is voided leaves them.",
        columns: [
            ("id", "The distribution."), ("measuredPathID", "The path."),
            ("method", "handshake, ack, timestamp or icmp."),
            ("count", "How many samples."), ("p50", "The median."), ("p99", "The 99th percentile."),
        ],
        identity: "idleRtts", key: [],
        query: """
            SELECT r.id, r.measuredPathID, r.method, r."count", r.p50, r.p99 FROM idleRtts r
            WHERE NOT EXISTS (SELECT 1 FROM voids v WHERE v.measuredPathID = r.measuredPathID AND v.figure IN (
                'rttMs.' || r.method, iif(r.method = 'icmp', 'echo', 'rttMs')))
            """,
        index: "measuredPathID")
}
