/// What rules on distances look at, whether these are declared or measured.
extension DerivedFacts {
    static let sitePairHosts = DerivedTable(
        name: "sitePairHosts",
        documentation:
            "The hosts that a cluster or a planned move joins across a pair of sites; where there are none, all hosts of the two sites.",
        columns: [("sitePairID", "The pair."), ("hostID", "The host.")],
        identity: nil, key: [],
        query: """
            WITH members AS (
                SELECT p.id AS sitePairID, a.hostID FROM sitePairs p
                JOIN peerHosts a ON a.site IN (p.siteA, p.siteB)
                JOIN peerGroups g ON g.id = a.peerGroupID AND g.kind <> 'standalone'
                WHERE EXISTS (
                    SELECT 1 FROM peerHosts b
                    WHERE b.peerGroupID = a.peerGroupID AND b.site = iif(a.site = p.siteA, p.siteB, p.siteA))
            )
            SELECT * FROM members
            UNION
            SELECT p.id, h.id FROM sitePairs p JOIN hosts h ON h.site IN (p.siteA, p.siteB)
            WHERE p.id NOT IN (SELECT sitePairID FROM members)
            """, isView: true)

    static let rttSupport = DerivedTable(
        name: "rttSupport",
        documentation:
            "How long a round trip each release with each licence supports for vMotion; of an unknown release the least and the most that any has.",
        columns: [
            ("versionNumber", "The release, comparable."), ("license", "The licence."),
            ("ownMs", "What the licence allows, or any licence when it is not known."),
            ("ownSeverity", "How much more than that matters."), ("mostMs", "What the best licence would allow."),
            ("mostSeverity", "How much more than that matters."),
            ("undecided", "The fact that would tell whether more than ownMs is supported; NULL when it is known."),
        ],
        identity: nil, key: [],
        query: """
            WITH bounds AS MATERIALIZED (
                SELECT release("from") AS low, release(before) AS high, covered, maxMs, severity FROM rttLimits
            ), kinds AS (
                SELECT DISTINCT versionNumber, license FROM hosts
            ), editions AS (
                SELECT versionNumber, license,
                    (SELECT e.covered FROM licenseEditions e WHERE k.license LIKE e.pattern ORDER BY e.rowid LIMIT 1) AS covered
                FROM kinds k
            )
            SELECT versionNumber, license,
                coalesce((SELECT b.maxMs FROM bounds b WHERE k.versionNumber >= b.low AND k.versionNumber < b.high AND b.covered = k.covered),
                    (SELECT min(b.maxMs) FROM bounds b WHERE k.versionNumber >= b.low AND k.versionNumber < b.high),
                    (SELECT min(maxMs) FROM bounds)) AS ownMs,
                coalesce((SELECT b.severity FROM bounds b WHERE k.versionNumber >= b.low AND k.versionNumber < b.high AND b.covered = k.covered),
                    (SELECT b.severity FROM bounds b WHERE k.versionNumber >= b.low AND k.versionNumber < b.high AND b.covered = 'no'),
                    'error') AS ownSeverity,
                coalesce((SELECT maxMs FROM bounds WHERE versionNumber >= low AND versionNumber < high ORDER BY maxMs DESC LIMIT 1),
                    (SELECT max(maxMs) FROM bounds)) AS mostMs,
                coalesce((SELECT severity FROM bounds WHERE versionNumber >= low AND versionNumber < high ORDER BY maxMs DESC LIMIT 1),
                    'error') AS mostSeverity,
                CASE WHEN versionNumber IS NULL THEN 'hosts.version' WHEN nullif(license, '') IS NULL THEN 'hosts.license'
                    WHEN covered IS NULL THEN 'licenseEditions.covered' END AS undecided
            FROM editions k
            """)

    /// The limits that derived tables join; a pack without them has none.
    public static let limits = [
        LimitTable(name: "rttLimits", columns: ["from", "before", "covered", "maxMs", "severity"], rows: []),
        LimitTable(name: "licenseEditions", columns: ["pattern", "covered"], rows: []),
    ]
}
