/// What rules on port groups and their labels look at.
extension DerivedFacts {
    static let labels = DerivedTable(
        name: "labels",
        documentation:
            "Labels of standard port groups for virtual machines in each peer group and site, with the VLAN; those that VMkernel adapters alone use are not here, and a planned move has only its virtual machine's and their near misses.",
        columns: [
            ("peerGroupID", "The group."), ("site", "The site, empty when not captured."), ("label", "The label."),
            ("vlan", "Its VLAN."), ("hosts", "On how many hosts of the group."),
            ("portGroupID", "One such port group."),
        ],
        identity: nil, key: [],
        query: """
            WITH vmkernelLabels AS (
                SELECT DISTINCT h.peerGroupID, a.portGroup AS label FROM vmkernelAdapters a
                JOIN peerHosts h ON h.hostID = a.hostID
                EXCEPT SELECT peerGroupID, label FROM usedLabels
            ), moved AS (
                SELECT g.id AS peerGroupID, fold(n.portGroup) AS folded FROM peerGroups g
                JOIN moves m ON m.id = g.migrationID JOIN vmNetworks n ON n.vmID = m.vmID
            ), found AS (
                SELECT h.peerGroupID, coalesce(h.site, '') AS site, p.name AS label, p.vlan, count(*) AS hosts,
                    min(p.id) AS portGroupID
                FROM peerHosts h JOIN portGroups p ON p.hostID = h.hostID GROUP BY 1, 2, 3, 4
            )
            SELECT f.* FROM found f JOIN peerGroups g ON g.id = f.peerGroupID AND g.kind <> 'move'
            LEFT JOIN vmkernelLabels v ON v.peerGroupID = f.peerGroupID AND v.label = f.label
            WHERE v.label IS NULL
            UNION ALL
            SELECT f.* FROM peerGroups g JOIN found f ON f.peerGroupID = g.id
            WHERE g.kind = 'move' AND fold(f.label) IN (SELECT folded FROM moved m WHERE m.peerGroupID = g.id)
            """,
        index: "peerGroupID, label")

    static let hostSwitches = DerivedTable(
        name: "hostSwitches",
        documentation: "The distributed switches that each host is on, looked up.",
        columns: [
            ("id", "The host's membership."), ("hostID", "The host."),
            ("distributedSwitchID", "The switch; NULL when it was not captured."),
        ],
        identity: "switchMemberships", key: [],
        query: """
            SELECT m.id, m.hostID, (
                SELECT d.id FROM distributedSwitches d LEFT JOIN clusters c ON c.name = h.cluster WHERE d.name = m.name
                ORDER BY d.datacenter IS c.datacenter DESC, d.id LIMIT 1) AS distributedSwitchID
            FROM switchMemberships m JOIN hosts h ON h.id = m.hostID
            """,
        index: "hostID, distributedSwitchID")

    static let usedLabels = DerivedTable(
        name: "usedLabels",
        documentation:
            "Labels that virtual machines use on each host of a peer group, with the port groups that they lead to; in a planned move those of its virtual machine.",
        columns: [
            ("peerGroupID", "The group."), ("hostID", "The host that the virtual machines run on."),
            ("label", "The label."), ("adapters", "How many of their adapters use it."),
            ("connected", "Whether one of these is connected; NULL when that was captured for none."),
            ("isUndecided", "1 when that was not captured for one of them."),
            ("vmID", "One of the virtual machines."),
            ("standardID", "The host's standard port group of that name."),
            ("distributedID", "The port group of that name on a distributed switch of the host."),
        ],
        identity: nil, key: [],
        query: """
            WITH used AS (
                SELECT v.host, n.portGroup AS label, count(*) AS adapters, max(n.connected) AS connected,
                    max(n.connected IS NULL) AS isUndecided, min(v.id) AS vmID
                FROM vmNetworks n CROSS JOIN vms v ON v.id = n.vmID GROUP BY 1, 2
            ), resolved AS (
                SELECT h.id AS hostID, u.label, u.adapters, u.connected, u.isUndecided, u.vmID
                FROM used u CROSS JOIN hosts h ON h.name = u.host
            ), grouped AS (
                SELECT p.peerGroupID, r.* FROM resolved r CROSS JOIN peerHosts p ON p.hostID = r.hostID
                WHERE p.peerGroupID NOT IN (SELECT id FROM peerGroups WHERE kind = 'move')
                UNION ALL
                SELECT g.id, m.sourceID, n.portGroup, count(*), max(n.connected), max(n.connected IS NULL), m.vmID
                FROM peerGroups g JOIN moves m ON m.id = g.migrationID JOIN vmNetworks n ON n.vmID = m.vmID
                WHERE m.sourceID IS NOT NULL GROUP BY 1, 2, 3
            )
            SELECT u.*, (SELECT id FROM portGroups s WHERE s.hostID = u.hostID AND s.name = u.label) AS standardID, (
                SELECT d.id FROM hostSwitches x
                JOIN portGroups d ON d.distributedSwitchID = x.distributedSwitchID AND d.name = u.label
                WHERE x.hostID = u.hostID LIMIT 1) AS distributedID
            FROM grouped u
            """,
        index: "peerGroupID, label")

    static let sharedLabels = DerivedTable(
        name: "sharedLabels",
        documentation:
            "Labels for virtual machines that several distributed switches of a peer group carry, a row for each switch; in a planned move those that its virtual machine uses.",
        columns: [
            ("peerGroupID", "The group."), ("label", "The label."), ("portGroupID", "The switch's port group."),
            ("distributedSwitchID", "The switch."), ("hosts", "How many hosts of the group are on the switch."),
            ("site", "Their site, when it is one and captured."),
        ],
        identity: nil, key: [],
        query: """
            WITH twins AS (
                SELECT * FROM (
                    SELECT id, name, distributedSwitchID, count(*) OVER (PARTITION BY name) AS times
                    FROM portGroups WHERE distributedSwitchID IS NOT NULL)
                WHERE times > 1
            ), members AS MATERIALIZED (
                SELECT p.peerGroupID, x.distributedSwitchID, count(*) AS hosts,
                    CASE WHEN count(nullif(p.site, '')) = count(*) AND min(p.site) = max(p.site) THEN min(p.site) END AS site
                FROM hostSwitches x JOIN peerHosts p ON p.hostID = x.hostID
                WHERE x.distributedSwitchID IN (SELECT distributedSwitchID FROM twins) GROUP BY 1, 2
            ), several AS MATERIALIZED (
                SELECT m.*, g.kind FROM members m JOIN peerGroups g ON g.id = m.peerGroupID
                WHERE m.peerGroupID IN (SELECT peerGroupID FROM members GROUP BY 1 HAVING count(*) > 1)
            ), vmkernelLabels AS MATERIALIZED (
                SELECT DISTINCT p.peerGroupID, a.portGroup AS label FROM vmkernelAdapters a
                JOIN peerHosts p ON p.hostID = a.hostID WHERE a.portGroup IN (SELECT name FROM twins)
            ), found AS (
                SELECT s.peerGroupID, t.name AS label, t.id AS portGroupID, s.distributedSwitchID, s.hosts, s.site
                FROM usedLabels u JOIN several s ON s.peerGroupID = u.peerGroupID
                JOIN twins t ON t.distributedSwitchID = s.distributedSwitchID AND t.name = u.label
                UNION
                SELECT s.peerGroupID, t.name, t.id, s.distributedSwitchID, s.hosts, s.site
                FROM several s JOIN twins t ON t.distributedSwitchID = s.distributedSwitchID
                WHERE s.kind <> 'move' AND (s.peerGroupID, t.name) NOT IN (SELECT peerGroupID, label FROM vmkernelLabels)
            )
            SELECT peerGroupID, label, portGroupID, distributedSwitchID, hosts, site
            FROM (SELECT *, count(*) OVER (PARTITION BY peerGroupID, label) AS times FROM found) WHERE times > 1
            """,
        index: "peerGroupID, label")

    static let nearLabels = DerivedTable(
        name: "nearLabels",
        documentation:
            "Labels for virtual machines in a peer group that people take for another one there, which more hosts have, or which the virtual machine of a planned move uses; the largest of several clusters with a host in common decides for all.",
        columns: [
            ("peerGroupID", "The group."), ("label", "The label."), ("usual", "The label that it is taken for."),
            ("portGroupID", "One port group with that one."),
        ],
        identity: nil, key: [],
        query: """
            WITH names AS MATERIALIZED (
                SELECT label AS name, fold(label) AS folded FROM (
                    SELECT label FROM labels UNION SELECT name FROM portGroups WHERE distributedSwitchID IS NOT NULL)
            ), suspects AS MATERIALIZED (
                SELECT name, folded FROM names WHERE folded IN (SELECT folded FROM names GROUP BY 1 HAVING count(*) > 1)
            ), vmkernelLabels AS MATERIALIZED (
                SELECT DISTINCT p.peerGroupID, a.portGroup AS label FROM vmkernelAdapters a
                JOIN peerHosts p ON p.hostID = a.hostID WHERE a.portGroup IN (SELECT name FROM suspects)
                EXCEPT SELECT peerGroupID, label FROM usedLabels
            ), moved AS MATERIALIZED (
                SELECT u.peerGroupID, u.label, fold(u.label) AS folded FROM usedLabels u
                JOIN peerGroups g ON g.id = u.peerGroupID AND g.kind = 'move'
            ), distributed AS (
                SELECT p.peerGroupID, s.name AS label, s.folded, count(*) AS hosts, min(d.id) AS portGroupID
                FROM suspects s JOIN portGroups d ON d.name = s.name AND d.distributedSwitchID IS NOT NULL
                JOIN hostSwitches x ON x.distributedSwitchID = d.distributedSwitchID
                JOIN peerHosts p ON p.hostID = x.hostID GROUP BY 1, 2
            ), carried AS (
                SELECT l.peerGroupID, l.label, s.folded, l.hosts, l.portGroupID
                FROM labels l JOIN suspects s ON s.name = l.label
                UNION ALL
                SELECT d.* FROM distributed d JOIN peerGroups g ON g.id = d.peerGroupID
                WHERE CASE WHEN g.kind = 'move'
                    THEN (d.peerGroupID, d.folded) IN (SELECT peerGroupID, folded FROM moved)
                    ELSE (d.peerGroupID, d.label) NOT IN (SELECT peerGroupID, label FROM vmkernelLabels) END
            ), variants AS MATERIALIZED (
                SELECT peerGroupID, label, folded, sum(hosts) AS hosts, min(portGroupID) AS portGroupID
                FROM carried GROUP BY 1, 2
            ), totals AS MATERIALIZED (
                SELECT peerGroupID, folded, sum(hosts) AS hosts, count(*) AS spellings FROM variants GROUP BY 1, 2
            ), deciders AS (
                SELECT t.peerGroupID, t.folded, o.peerGroupID AS deciderID, row_number() OVER (
                    PARTITION BY t.peerGroupID, t.folded ORDER BY o.hosts DESC, k.kind = 'move', o.peerGroupID) AS rank
                FROM totals t JOIN overlappingGroups g ON g.peerGroupID = t.peerGroupID
                JOIN totals o ON o.peerGroupID = g.otherID AND o.folded = t.folded
                JOIN peerGroups k ON k.id = o.peerGroupID WHERE t.spellings > 1
            ), ranked AS (
                -- The plainest spelling has the fewest bytes.
                SELECT v.*, row_number() OVER (
                    PARTITION BY v.peerGroupID, v.folded ORDER BY
                        (d.deciderID, v.label) IN (SELECT peerGroupID, label FROM moved) DESC, o.hosts DESC,
                        (SELECT sum(u.adapters) FROM usedLabels u
                            WHERE u.peerGroupID = d.deciderID AND u.label = v.label) DESC,
                        length(CAST(v.label AS BLOB)), o.portGroupID NULLS LAST, v.portGroupID) AS rank
                FROM deciders d JOIN variants v ON v.peerGroupID = d.peerGroupID AND v.folded = d.folded
                LEFT JOIN variants o ON o.peerGroupID = d.deciderID AND o.label = v.label
                WHERE d.rank = 1
            )
            SELECT v.peerGroupID, v.label, u.label AS usual, u.portGroupID
            FROM ranked v JOIN ranked u ON u.peerGroupID = v.peerGroupID AND u.folded = v.folded AND u.rank = 1
            WHERE v.rank > 1
            """,
        index: "peerGroupID, label")
}
