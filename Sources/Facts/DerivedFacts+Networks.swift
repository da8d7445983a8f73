/// What rules on the networks of vMotion, and on the ways between them, look at.
extension DerivedFacts {
    static let vmotionNetworks = DerivedTable(
        name: "vmotionNetworks",
        documentation:
            "The networks of each vMotion adapter, of its IPv4 address and of all its IPv6 addresses; not those of addresses that it gave itself, nor of single addresses that DHCPv6 leased.",
        columns: [
            ("vmkernelAdapterID", "The vMotion adapter."), ("hostID", "Its host."), ("ip", "The address."),
            ("network", "Its network."), ("isIPv6", "1 for IPv6, 0 for IPv4."),
        ],
        identity: nil, key: [],
        query: """
            WITH addresses AS (
                SELECT id, hostID, ip, prefixLength FROM vmotionAdapters
                WHERE ip NOT IN ('', '0.0.0.0', '::') AND ip NOT LIKE '169.254.%'
                UNION
                SELECT a.id, a.hostID, v.ip, v.prefixLength
                FROM vmotionAdapters a JOIN ipv6Addresses v ON v.vmkernelAdapterID = a.id WHERE v.prefixLength < 128
            )
            SELECT id AS vmkernelAdapterID, hostID, ip, network(ip, prefixLength) AS network, ip LIKE '%:%' AS isIPv6
            FROM addresses WHERE ip NOT LIKE 'fe80:%' AND network(ip, prefixLength) IS NOT NULL
            """,
        index: "hostID")

    static let farNetworks = DerivedTable(
        name: "farNetworks",
        documentation:
            "vMotion networks of hosts in a peer group with which a host has no network in common, so that it must route to them: over IPv4 where both have it, else over IPv6.",
        columns: [
            ("peerGroupID", "The group."), ("hostID", "The host that must route."),
            ("network", "The network it must reach."), ("isIPv6", "1 for IPv6, 0 for IPv4."),
            ("vmkernelAdapterID", "An adapter in that network."),
        ],
        identity: nil, key: [],
        // Hosts are compared by their sets of networks, of which a group has few, and not one by one; and only to the 32
        // most common sets, so that a group in which every host has a network of its own takes no quadratic time.
        query: """
            WITH networks AS MATERIALIZED (
                SELECT DISTINCT p.peerGroupID, n.hostID, n.network, n.isIPv6 FROM peerHosts p
                JOIN vmotionNetworks n ON n.hostID = p.hostID
            ), divided AS (
                SELECT peerGroupID FROM networks GROUP BY 1 HAVING min(network) <> max(network)
            ), sets AS (
                SELECT peerGroupID, hostID, group_concat(network) AS members, min(isIPv6) = 0 AS hasIPv4, max(isIPv6) AS hasIPv6
                FROM (SELECT * FROM networks WHERE peerGroupID IN divided ORDER BY network) GROUP BY 1, 2
            ), kinds AS (
                SELECT *, row_number() OVER (PARTITION BY peerGroupID ORDER BY hosts DESC, members) AS rank
                FROM (SELECT peerGroupID, members, hasIPv4, hasIPv6, min(hostID) AS hostID, count(*) AS hosts FROM sets GROUP BY 1, 2)
            ), common AS MATERIALIZED (
                SELECT * FROM kinds WHERE rank <= 32
            ), kindNetworks AS (
                SELECT k.peerGroupID, k.members, k.hasIPv4, k.hasIPv6, k.rank, n.network, n.isIPv6 FROM kinds k
                JOIN networks n ON n.peerGroupID = k.peerGroupID AND n.hostID = k.hostID
            ), commonNetworks AS MATERIALIZED (
                SELECT * FROM kindNetworks WHERE rank <= 32
            ), apart AS (
                SELECT a.peerGroupID, a.members, a.hasIPv4, a.hasIPv6, b.members AS other
                FROM kinds a JOIN common b ON b.peerGroupID = a.peerGroupID AND b.members <> a.members
                EXCEPT
                SELECT x.peerGroupID, x.members, x.hasIPv4, x.hasIPv6, y.members FROM kindNetworks x
                JOIN commonNetworks y ON y.peerGroupID = x.peerGroupID AND y.network = x.network
            ), far AS (
                SELECT DISTINCT a.peerGroupID, a.members, n.network, n.isIPv6 FROM apart a
                JOIN commonNetworks n ON n.peerGroupID = a.peerGroupID AND n.members = a.other
                    AND iif(a.hasIPv4 AND n.hasIPv4, NOT n.isIPv6, n.isIPv6 AND a.hasIPv6)
                    AND NOT overlaps(a.members, n.network)
            ), examples AS (
                SELECT p.peerGroupID, n.network, min(n.vmkernelAdapterID) AS vmkernelAdapterID FROM peerHosts p
                JOIN vmotionNetworks n ON n.hostID = p.hostID WHERE p.peerGroupID IN divided GROUP BY 1, 2
            )
            SELECT s.peerGroupID, s.hostID, f.network, f.isIPv6, e.vmkernelAdapterID
            FROM far f JOIN sets s ON s.peerGroupID = f.peerGroupID AND s.members = f.members
            JOIN examples e ON e.peerGroupID = f.peerGroupID AND e.network = f.network
            """,
        index: "peerGroupID, hostID); CREATE INDEX farNetworks_host ON farNetworks(hostID")

    static let farRoutes = DerivedTable(
        name: "farRoutes",
        documentation:
            "Where the static routes of a host on one TCP/IP stack lead to a far network: to the vMotion address of every host of the group there.",
        columns: [
            ("peerGroupID", "The group."), ("hostID", "The host that must route."), ("network", "The far network."),
            ("netstack", "The stack of the routes; NULL when not captured."),
        ],
        identity: nil, key: [],
        // Hosts have few sets of routes: each set is held against the addresses once, and not that of each host.
        query: """
            WITH routed AS MATERIALIZED (
                SELECT peerGroupID, hostID, network, netstack, group_concat(route) AS routes FROM (
                    SELECT DISTINCT f.peerGroupID, f.hostID, f.network, r.netstack, r.network AS route
                    FROM staticRoutes r JOIN farNetworks f ON f.hostID = r.hostID AND overlaps(r.network, f.network)
                    ORDER BY r.network
                ) GROUP BY 1, 2, 3, 4
            ), addresses AS (
                SELECT DISTINCT p.peerGroupID, n.network, n.ip || iif(n.isIPv6, '/128', '/32') AS address FROM peerHosts p
                JOIN vmotionNetworks n ON n.hostID = p.hostID
                WHERE p.peerGroupID IN (SELECT peerGroupID FROM routed)
            ), complete AS MATERIALIZED (
                SELECT k.peerGroupID, k.network, k.routes
                FROM (SELECT DISTINCT peerGroupID, network, routes FROM routed) k
                JOIN addresses a ON a.peerGroupID = k.peerGroupID AND a.network = k.network
                GROUP BY 1, 2, 3 HAVING min(overlaps(k.routes, a.address))
            )
            SELECT r.peerGroupID, r.hostID, r.network, r.netstack FROM routed r
            JOIN complete c ON c.peerGroupID = r.peerGroupID AND c.network = r.network AND c.routes = r.routes
            """,
        index: "hostID, network")
}
