/// A table that follows from the files, so that each rule need not work it out again.
public struct DerivedTable: Sendable {
    /// The name in SQL.
    public let name: String

    /// What a row is.
    public let documentation: String

    /// The columns with what they hold.
    public let columns: [(name: String, documentation: String)]

    /// The table of files whose ids the rows bear; nothing when a row names its own in `sourceTable` and `sourceID`.
    public let identity: String?

    /// The columns that name a row which is not a row of a file.
    public let key: [String]

    /// The query that fills the table.
    let query: String

    /// An index to go with it, as a list of columns.
    var index: String?

    /// Whether it is worked out each time it is asked, because few rules ask.
    var isView = false

    var creation: String {
        "CREATE \(isView ? "VIEW" : "TABLE") \(name) AS \(query);"
            + (index.map { "CREATE INDEX \(name)_index ON \(name)(\($0));" } ?? "")
    }
}

/// What follows from the files, in the order in which it is worked out.
public enum DerivedFacts {
    /// The derived tables.
    public static let tables = [
        peerGroups, peerHosts, vmotionAdapters, vmotionNetworks, farNetworks, farRoutes, vmotionUplinks,
        vmotionUplinkGaps, moves, overlappingGroups, hostSwitches, usedLabels, labels, sharedLabels, nearLabels,
        sitePairs, sitePairHosts, rttSupport, ends, voids, paths, measuredWays, wayPaths, wayHosts, roundTrips,
        judgedTrials,
    ]

    /// The derived table called `name`.
    public static func table(_ name: String) -> DerivedTable? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })

    /// What the derived tables and the rules look rows up by.
    static let indexes = [
        "CREATE INDEX hosts_name ON hosts(name)",
        "CREATE INDEX clusters_name ON clusters(name)",
        "CREATE INDEX distributedSwitches_name ON distributedSwitches(name)",
        "CREATE INDEX vms_name ON vms(name)",
        "CREATE INDEX vmkernelAdapters_host ON vmkernelAdapters(hostID)",
        "CREATE INDEX services_adapter ON services(vmkernelAdapterID, service)",
        "CREATE INDEX portGroups_host ON portGroups(hostID, name) WHERE hostID IS NOT NULL",
        "CREATE INDEX portGroups_switch ON portGroups(distributedSwitchID, name) WHERE distributedSwitchID IS NOT NULL",
        "CREATE INDEX activeUplinks_portGroup ON activeUplinks(portGroupID)",
        "CREATE INDEX standbyUplinks_portGroup ON standbyUplinks(portGroupID)",
        "CREATE INDEX linkAggregationGroups_switch ON linkAggregationGroups(distributedSwitchID, name)",
        "CREATE INDEX aggregatedUplinks_group ON aggregatedUplinks(linkAggregationGroupID)",
        "CREATE INDEX portGroupSubnets_portGroup ON portGroupSubnets(portGroupID, site)",
        "CREATE INDEX switchMemberships_host ON switchMemberships(hostID)",
        "CREATE INDEX uplinkAssignments_membership ON uplinkAssignments(switchMembershipID)",
        "CREATE INDEX physicalAdapters_host ON physicalAdapters(hostID, device)",
        "CREATE INDEX tcpipStacks_host ON tcpipStacks(hostID, name)",
        "CREATE INDEX staticRoutes_host ON staticRoutes(hostID)",
        "CREATE INDEX mounts_host ON mounts(hostID)",
        "CREATE INDEX ipv6Addresses_adapter ON ipv6Addresses(vmkernelAdapterID)",
        "CREATE INDEX measuredPaths_from ON measuredPaths(evidenceID, \"from\", \"to\")",
        "CREATE INDEX measuredPaths_to ON measuredPaths(evidenceID, \"to\")",
        "CREATE INDEX idleRtts_path ON idleRtts(measuredPathID)",
        "CREATE INDEX transfers_path ON transfers(measuredPathID)",
        "CREATE INDEX ladderSteps_path ON ladderSteps(measuredPathID)",
        "CREATE INDEX measuredPorts_path ON measuredPorts(measuredPathID)",
        "CREATE INDEX hardwareAddresses_path ON hardwareAddresses(measuredPathID)",
    ]

    private static let peerGroups = DerivedTable(
        name: "peerGroups",
        documentation:
            "Hosts among which virtual machines are to move: a cluster, a planned cluster, a planned move out of a cluster, or the hosts of a site that have no cluster; a host whose cluster was not captured is in one only when no host names a cluster.",
        columns: [
            ("id", "The group."), ("kind", "cluster, planned, move or standalone."),
            ("name", "How messages call it."), ("clusterID", "The cluster, when it is declared."),
            ("migrationID", "The planned move."), ("sourceTable", "The inventory table it comes from."),
            ("sourceID", "The row it comes from."),
        ],
        identity: nil, key: ["name"],
        query: """
            WITH clustered AS (
                SELECT cluster, min(id) AS hostID FROM hosts WHERE cluster <> '' GROUP BY cluster
            ), standalone AS (
                SELECT * FROM hosts
                WHERE (cluster = '' OR cluster IS NULL AND NOT EXISTS (SELECT 1 FROM clustered))
                    AND name NOT IN (SELECT host FROM plannedMembers)
            ), groups AS (
                SELECT 'cluster' AS kind, 'cluster ' || h.cluster AS name, min(c.id) AS clusterID, NULL AS migrationID,
                    CASE WHEN c.id IS NULL THEN 'hosts' ELSE 'clusters' END AS sourceTable,
                    coalesce(min(c.id), h.hostID) AS sourceID
                FROM clustered h LEFT JOIN clusters c ON c.name = h.cluster GROUP BY h.cluster
                UNION ALL
                SELECT 'planned', 'planned cluster ' || name, id, NULL, 'clusters', id
                FROM clusters WHERE hosts > 0
                UNION ALL
                SELECT 'move', 'the move of ' || m.vm || ' to ' || m."to", NULL, m.id, 'migrations', m.id FROM migrations m
                WHERE NOT EXISTS (
                    SELECT 1 FROM vms v JOIN hosts s ON s.name = v.host JOIN hosts d ON d.name = m."to"
                    WHERE v.name = m.vm AND s.cluster <> '' AND d.cluster = s.cluster)
                UNION ALL
                SELECT 'standalone', 'the standalone hosts' || coalesce(' at ' || nullif(site, ''), ''), NULL, NULL, 'hosts', min(id)
                FROM standalone GROUP BY coalesce(site, '')
            )
            SELECT row_number() OVER () AS id, * FROM groups
            """)

    private static let peerHosts = DerivedTable(
        name: "peerHosts",
        documentation: "Which host is in which peer group.",
        columns: [
            ("peerGroupID", "The group."), ("hostID", "The host."), ("site", "The host's site."),
        ],
        identity: nil, key: [],
        query: """
            SELECT g.id AS peerGroupID, h.id AS hostID, h.site AS site
            FROM peerGroups g JOIN hosts h ON g.kind = 'cluster' AND 'cluster ' || h.cluster = g.name
            UNION
            SELECT g.id, h.id, h.site
            FROM peerGroups g JOIN plannedMembers m ON g.kind = 'planned' AND m.clusterID = g.clusterID
            JOIN hosts h ON h.name = m.host
            UNION
            SELECT g.id, h.id, h.site FROM peerGroups g JOIN migrations m ON m.id = g.migrationID
            JOIN vms v ON v.name = m.vm JOIN hosts h ON h.name IN (v.host, m."to")
            UNION
            SELECT g.id, h.id, h.site
            FROM peerGroups g JOIN hosts f ON g.kind = 'standalone' AND f.id = g.sourceID
            JOIN hosts h ON coalesce(h.site, '') = coalesce(f.site, '') AND coalesce(h.cluster, '') = ''
                AND (h.cluster = '' OR NOT EXISTS (SELECT 1 FROM hosts WHERE cluster <> ''))
                AND h.name NOT IN (SELECT host FROM plannedMembers)
            """,
        index: "peerGroupID, hostID); CREATE INDEX peerHosts_host ON peerHosts(hostID")

    private static let overlappingGroups = DerivedTable(
        name: "overlappingGroups",
        documentation:
            "Peer groups with a host in common, of which a finding in one must not contradict the other; each has itself, and a planned move has those that both its hosts are in.",
        columns: [("peerGroupID", "The group."), ("otherID", "The other group, or the same.")],
        identity: nil, key: [],
        query: """
            WITH planned AS (
                SELECT DISTINCT p.peerGroupID, q.peerGroupID AS otherID
                FROM peerGroups g JOIN peerHosts p ON g.kind = 'planned' AND p.peerGroupID = g.id
                JOIN peerHosts q ON q.hostID = p.hostID
                JOIN peerGroups o ON o.id = q.peerGroupID AND o.kind <> 'move'
            ), moved AS (
                SELECT g.id AS peerGroupID, q.peerGroupID AS otherID
                FROM peerGroups g JOIN moves m ON m.id = g.migrationID JOIN peerHosts p ON p.hostID = m.sourceID
                JOIN peerHosts q ON q.hostID = m.destinationID AND q.peerGroupID = p.peerGroupID
                JOIN peerGroups o ON o.id = q.peerGroupID AND o.kind <> 'move'
            )
            SELECT peerGroupID, otherID FROM planned UNION SELECT otherID, peerGroupID FROM planned
            UNION SELECT peerGroupID, otherID FROM moved UNION SELECT id, id FROM peerGroups
            """,
        index: "peerGroupID")

    private static let vmotionAdapters = DerivedTable(
        name: "vmotionAdapters",
        documentation:
            "VMkernel adapters that carry vMotion: tagged, or on the vMotion stack; once a host has one on the vMotion stack, those elsewhere are out of use and not here.",
        columns: [
            ("id", "The VMkernel adapter."), ("hostID", "Its host."), ("host", "Its host's name."),
            ("grouped", "1 when its host is in a peer group, else NULL."), ("site", "Its host's site."),
            ("version", "Its host's release."),
            ("versionNumber", "Its host's release, comparable."), ("device", "Its name."),
            ("portGroup", "Its label."), ("portGroupID", "Its port group, when the host has one with that label."),
            ("distributed", "1 when that is on a distributed switch."), ("switchMtu", "The MTU of the switch."),
            ("ip", "Its address."), ("prefixLength", "Its prefix length."),
            (
                "network",
                "Its network; that of its first IPv6 address when it has no IPv4 address, and none of an address that it gave itself."
            ),
            ("gateway", "Its own gateway."), ("mtu", "Its MTU."), ("netstack", "Its TCP/IP stack."),
        ],
        identity: "vmkernelAdapters", key: [],
        query: """
            WITH tagged AS (
                SELECT a.* FROM vmkernelAdapters a
                WHERE a.netstack = 'vmotion'
                    OR EXISTS (SELECT 1 FROM services s WHERE s.vmkernelAdapterID = a.id AND s.service = 'vmotion')
            ), used AS (
                SELECT * FROM tagged t WHERE netstack = 'vmotion' OR NOT EXISTS (
                    SELECT 1 FROM vmkernelAdapters o WHERE o.hostID = t.hostID AND o.netstack = 'vmotion')
            )
            SELECT u.id, u.hostID, h.name AS host, (SELECT 1 FROM peerHosts p WHERE p.hostID = u.hostID LIMIT 1) AS grouped, h.site, h.version, h.versionNumber, u.device, u.portGroup,
                coalesce(sp.id, dp.id) AS portGroupID, sp.id IS NULL AND dp.id IS NOT NULL AS distributed,
                CASE WHEN sp.id IS NOT NULL THEN sw.mtu ELSE coalesce(m.mtu, ds.mtu) END AS switchMtu,
                u.ip, u.prefixLength, CASE WHEN u.ip IN ('', '0.0.0.0', '::') OR u.ip LIKE '169.254.%' OR u.ip LIKE 'fe80:%' THEN (
                    SELECT network(v.ip, v.prefixLength) FROM ipv6Addresses v
                    WHERE v.vmkernelAdapterID = u.id AND v.ip NOT LIKE 'fe80:%' ORDER BY v.id LIMIT 1)
                    ELSE network(u.ip, u.prefixLength) END AS network, u.gateway, u.mtu, u.netstack
            FROM used u JOIN hosts h ON h.id = u.hostID
            LEFT JOIN portGroups sp ON sp.hostID = u.hostID AND sp.name = u.portGroup
            LEFT JOIN standardSwitches sw ON sw.id = sp.standardSwitchID
            LEFT JOIN portGroups dp ON sp.id IS NULL AND dp.id = (
                SELECT p.id FROM switchMemberships m JOIN distributedSwitches d ON d.name = m.name
                JOIN portGroups p ON p.distributedSwitchID = d.id AND p.name = u.portGroup
                LEFT JOIN clusters c ON c.name = h.cluster
                WHERE m.hostID = u.hostID
                ORDER BY d.datacenter IS c.datacenter DESC, d.id LIMIT 1)
            LEFT JOIN distributedSwitches ds ON ds.id = dp.distributedSwitchID
            LEFT JOIN switchMemberships m ON m.hostID = u.hostID AND m.name = ds.name
            """,
        index: "hostID")

    private static let vmotionUplinks = DerivedTable(
        name: "vmotionUplinks",
        documentation:
            "The uplinks of the port groups that carry vMotion, on each host, with the physical adapter behind each; a link aggregation group has a row for each of its members.",
        columns: [
            ("vmkernelAdapterID", "The vMotion adapter."), ("hostID", "Its host."), ("portGroupID", "Its port group."),
            ("role", "active or standby."), ("position", "Order within the role, the same for all members of a group."),
            ("uplink", "The uplink's name, or that of the link aggregation group."),
            ("linkAggregationGroupID", "The link aggregation group, when the uplink is one."),
            ("adapter", "The name of the physical adapter that is assigned to it."),
            ("physicalAdapterID", "The physical adapter, when it is known."), ("speedMbps", "Its link speed."),
        ],
        identity: nil, key: [],
        query: """
            WITH ordered AS (
                SELECT a.id AS vmkernelAdapterID, a.hostID, a.portGroupID, a.distributed, 'active' AS role, u.id AS position,
                    u.uplink
                FROM vmotionAdapters a JOIN activeUplinks u ON u.portGroupID = a.portGroupID
                UNION ALL
                SELECT a.id, a.hostID, a.portGroupID, a.distributed, 'standby', u.id, u.uplink
                FROM vmotionAdapters a JOIN standbyUplinks u ON u.portGroupID = a.portGroupID
            )
            SELECT o.vmkernelAdapterID, o.hostID, o.portGroupID, o.role, o.position, o.uplink,
                l.id AS linkAggregationGroupID, CASE WHEN o.distributed THEN s.adapter ELSE o.uplink END AS adapter,
                p.id AS physicalAdapterID, p.speedMbps
            FROM ordered o
            LEFT JOIN portGroups g ON g.id = o.portGroupID AND o.distributed
            LEFT JOIN distributedSwitches d ON d.id = g.distributedSwitchID
            LEFT JOIN linkAggregationGroups l ON l.distributedSwitchID = d.id AND l.name = o.uplink
            LEFT JOIN aggregatedUplinks e ON e.linkAggregationGroupID = l.id
            LEFT JOIN switchMemberships m ON o.distributed AND m.hostID = o.hostID AND m.name = d.name
            LEFT JOIN uplinkAssignments s ON s.switchMembershipID = m.id AND s.uplink = coalesce(e.uplink, o.uplink)
            LEFT JOIN physicalAdapters p ON p.hostID = o.hostID
                AND p.device = CASE WHEN o.distributed THEN s.adapter ELSE o.uplink END
            """,
        index: "hostID")

    private static let vmotionUplinkGaps = DerivedTable(
        name: "vmotionUplinkGaps",
        documentation:
            "What was not captured of the path from a vMotion adapter to the link speeds of its uplinks; no row where the speed of each is known or its link is down.",
        columns: [
            ("vmkernelAdapterID", "The vMotion adapter."), ("hostID", "Its host."),
            ("role", "active or standby: whose uplinks."), ("fact", "The fact that is missing."),
        ],
        identity: nil, key: [],
        // An uplink name without an assignment on a host that has its assignments captured has no physical adapter there,
        // unless it may be the name of a link aggregation group.
        query: """
            WITH unlisted AS (
                SELECT a.*, g.activeUplinks, g.standbyUplinks, CASE
                    WHEN a.portGroup IS NULL THEN 'vmkernelAdapters.portGroup'
                    WHEN a.portGroupID IS NOT NULL OR a.portGroup = '' THEN NULL
                    WHEN h.standardSwitches IS NULL THEN 'hosts.standardSwitches'
                    WHEN h.distributedSwitches IS NULL THEN 'hosts.distributedSwitches'
                    ELSE 'portGroups.name' END AS fact
                FROM vmotionAdapters a JOIN hosts h ON h.id = a.hostID LEFT JOIN portGroups g ON g.id = a.portGroupID
            ), unassigned AS (
                SELECT u.*, CASE
                    WHEN h.physicalAdapters IS NULL THEN 'hosts.physicalAdapters'
                    WHEN l.id IS NOT NULL AND l.uplinks IS NULL THEN 'linkAggregationGroups.uplinks'
                    WHEN d.id IS NOT NULL AND m.uplinks IS NULL THEN 'switchMemberships.uplinks'
                    WHEN u.adapter IS NOT NULL THEN 'physicalAdapters.device'
                    WHEN d.id IS NOT NULL AND d.linkAggregationGroups IS NULL AND NOT EXISTS (
                        SELECT 1 FROM distributedUplinks k WHERE k.distributedSwitchID = d.id AND k.uplink = u.uplink)
                        THEN 'distributedSwitches.linkAggregationGroups' END AS fact
                FROM vmotionUplinks u JOIN hosts h ON h.id = u.hostID JOIN portGroups g ON g.id = u.portGroupID
                LEFT JOIN linkAggregationGroups l ON l.id = u.linkAggregationGroupID
                LEFT JOIN distributedSwitches d ON d.id = g.distributedSwitchID
                LEFT JOIN switchMemberships m ON m.hostID = u.hostID AND m.name = d.name
                WHERE u.physicalAdapterID IS NULL
            )
            SELECT id AS vmkernelAdapterID, hostID, 'active' AS role, coalesce(fact, 'portGroups.activeUplinks') AS fact
            FROM unlisted WHERE fact IS NOT NULL OR portGroupID IS NOT NULL AND activeUplinks IS NULL
            UNION
            SELECT id, hostID, 'standby', coalesce(fact, 'portGroups.standbyUplinks')
            FROM unlisted WHERE fact IS NOT NULL OR portGroupID IS NOT NULL AND standbyUplinks IS NULL
            UNION
            SELECT vmkernelAdapterID, hostID, role, fact FROM unassigned WHERE fact IS NOT NULL
            UNION
            SELECT u.vmkernelAdapterID, u.hostID, u.role, 'physicalAdapters.speedMbps'
            FROM vmotionUplinks u JOIN physicalAdapters p ON p.id = u.physicalAdapterID
            WHERE u.speedMbps IS NULL AND p.link IS NOT 'down'
            """,
        index: "hostID")

    private static let moves = DerivedTable(
        name: "moves",
        documentation: "Planned moves with their virtual machine and both hosts looked up.",
        columns: [
            ("id", "The migration."), ("vmID", "The virtual machine."), ("sourceID", "The host it runs on."),
            ("destinationID", "The host it is to run on."),
        ],
        identity: "migrations", key: [],
        query: """
            SELECT m.id, v.id AS vmID, s.id AS sourceID, d.id AS destinationID
            FROM migrations m LEFT JOIN vms v ON v.name = m.vm
            LEFT JOIN hosts s ON s.name = v.host LEFT JOIN hosts d ON d.name = m."to"
            """)

    private static let sitePairs = DerivedTable(
        name: "sitePairs",
        documentation:
            "Pairs of sites between which virtual machines are to move: joined by a declared link, by a cluster with hosts at both, or by a planned move.",
        columns: [
            ("id", "The pair."), ("siteA", "One site."), ("siteB", "The other."),
            ("linkID", "The link, when declared."),
            (
                "hasVMotion",
                "0 when nothing but a link joins them and all hosts of one are known to have no vMotion, as at a witness's site; else 1."
            ),
            ("sourceTable", "The inventory table that joins them."), ("sourceID", "The row that joins them."),
        ],
        identity: nil, key: ["siteA", "siteB"],
        query: """
            WITH grouped AS (
                SELECT DISTINCT peerGroupID, site FROM peerHosts WHERE site <> ''
            ), joined AS (
                SELECT siteA, siteB, id AS linkID, 'links' AS sourceTable, id AS sourceID, 0 AS rank FROM links
                UNION ALL
                SELECT a.site, b.site, NULL, g.sourceTable, g.sourceID, 1
                FROM grouped a JOIN grouped b ON b.peerGroupID = a.peerGroupID AND a.site < b.site
                JOIN peerGroups g ON g.id = a.peerGroupID AND g.kind <> 'standalone'
            ), idle AS (
                SELECT site FROM hosts WHERE site <> '' GROUP BY site
                HAVING count(vmkernelAdapters) = count(*) AND total(id IN (SELECT hostID FROM vmotionAdapters) OR id IN (
                    SELECT hostID FROM vmkernelAdapters WHERE services IS NULL OR services = 0 AND netstack IS NULL)) = 0
            )
            SELECT row_number() OVER (ORDER BY siteA, siteB) AS id, siteA, siteB, max(linkID) AS linkID,
                total(rank) > 0 OR siteA NOT IN (SELECT site FROM idle) AND siteB NOT IN (SELECT site FROM idle) AS hasVMotion,
                sourceTable, sourceID
            FROM (SELECT * FROM joined ORDER BY rank) GROUP BY siteA, siteB
            """,
        index: "siteA, siteB")
}
