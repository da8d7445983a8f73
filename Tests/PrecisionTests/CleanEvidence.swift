import Testing

/// What a probe and a trial migration of an estate find where everything is as the inventory says.
enum CleanEvidence {
    /// Two hosts of each site measure each other and those of the sites that virtual machines move to.
    private static let query = """
        WITH adapters AS (
            SELECT a.id, a.host, a.site, a.mtu, k.mac, coalesce(nullif(a.ip, ''), (
                    SELECT v.ip FROM ipv6Addresses v WHERE v.vmkernelAdapterID = a.id AND v.ip NOT LIKE 'fe80:%' LIMIT 1)) AS address,
                row_number() OVER (PARTITION BY a.hostID ORDER BY a.id) AS place
            FROM vmotionAdapters a JOIN vmkernelAdapters k ON k.id = a.id
        ), chosen AS (
            SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY site ORDER BY id) AS number FROM adapters WHERE place = 1)
            WHERE number <= 2
        ), pairs AS (
            SELECT f.host AS "from", t.host AS "to", t.mac, min(f.mtu, t.mtu) AS mtu, coalesce(k.rttMs, 0.3) AS ms, coalesce(k.routers, 0) AS hops,
                coalesce(k.bandwidthMbps, 1000) * 0.95 AS mbps, f.site <> t.site AS isFar
            FROM chosen f JOIN chosen t ON t.id <> f.id
            LEFT JOIN sitePairs p ON p.siteA = min(f.site, t.site) AND p.siteB = max(f.site, t.site) LEFT JOIN links k ON k.id = p.linkID
            WHERE f.site = t.site OR p.id IS NOT NULL
        ), measured AS (
            SELECT *, json_object('count', 200, 'min', ms, 'p50', ms, 'p90', ms, 'p99', ms, 'max', ms) AS rtt FROM pairs
        )
        SELECT json_object('schemaVersion', 1, 'kind', 'probe', 'started', '2026-11-22T18:00:00Z', 'finished', '2026-11-22T18:01:00Z',
            'observed', json_object('ageSeconds', 60, 'mostSeconds', 3600),
            'ends', (SELECT json_group_array(json_object('name', host, 'address', address)) FROM chosen),
            'paths', json_group_array(json_object('from', "from", 'to', "to", 'reachable', json('true'), 'rttMs', json_object('handshake', json(rtt)),
                'goodput', json_array(json_object('direction', 'forward', 'streams', 1, 'mbps', mbps, 'seconds', 10, 'bytes', 1, 'limitedBy', 'path')),
                'pathMtu', mtu, 'ports', json_object('8000', 'open'), 'hops', hops,
                'hardwareAddresses', iif(hops = 0, json_array(mac), json_array()),
                'capture', json_object('packets', 9, 'files', json_array(
                    json_object('file', 'one.pcap', 'sha256', 'ab', 'observed', json_object('isFound', json('true'), 'sha256', 'ab')))))),
            'trial', json((SELECT json_object('mode', 'sdps', 'memoryMB', 1074, 'workload', json_object('dirtyMBps', 50, 'workingSetMB', 268, 'pattern', 'uniform', 'vCPUs', 2),
                'outcome', 'converged', 'guest', 'runsAtDestination', 'verified', json('true'), 'twoCopiesSeen', json('false'), 'totalSeconds', 11.3, 'sentMB', 1380,
                'stunMs', 38.5, 'switchoverSeconds', 0.04, 'sdps', json_object('engaged', json('false'), 'slowdownPercent', 0),
                'pairs', json_array(json_object('from', "from", 'to', "to", 'streams', 1, 'sentMB', 1380, 'sharePercent', 100)))
                FROM pairs ORDER BY isFar DESC, "from", "to" LIMIT 1)),
            'vlans', json_array(json_object('vlan', 200, 'subnet', '172.16.20.0/24', 'interface', 'eth1', 'asked', 254, 'answered', 3)))
        FROM measured
        """

    /// The evidence of `estate`.
    static func of(_ estate: Estate) throws -> String {
        try #require(try Lint.clean(estate).values(query).first)
    }
}
