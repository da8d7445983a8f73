/// What rules on trial migrations look at.
extension DerivedFacts {
    static let judgedTrials = DerivedTable(
        name: "judgedTrials",
        documentation:
            "Trial migrations with their ends looked up in the inventory, and why one proves nothing where it does not; a figure that is voided is NULL.",
        columns: [
            ("id", "The trial."), ("fromName", "The first end at the source."),
            ("toName", "The first end at the destination."), ("fromHostID", "The host of the source."),
            ("toHostID", "The host of the destination."), ("sitePairID", "The pair of their sites."),
            ("linkID", "The declared link between these sites."),
            ("version", "The older one of the two hosts' releases."),
            ("versionNumber", "The same, comparable; NULL where one of them is not known."),
            ("sharesDatastore", "Whether both hosts mount one datastore; NULL where that was not captured."),
            ("outcome", "How it ended."),
            ("stunMs", "How long the guest stood still, of several migrations the longest."),
            ("switchoverSeconds", "How long the switchover took."),
            ("flaw", "Why the migration proves nothing: it failed, was not verified, or was interrupted."),
            ("damage", "What must never happen and was seen: two copies of the guest, or pages that were wrong."),
            ("cap", "The cap on sending, in Mbit/s, where it kept the network from being the limit."),
            ("doubt", "Why the inventory does not tell between which hosts it was made."),
            ("sourceTable", "The table it comes from."), ("sourceID", "The row it comes from."),
        ],
        identity: nil, key: ["fromName", "toName"],
        query: """
            WITH ways AS (
                SELECT t.*, coalesce(p."from", (SELECT e.name FROM measuredEnds e WHERE e.evidenceID = t.evidenceID ORDER BY e.id LIMIT 1)) AS fromName,
                    coalesce(p."to", (SELECT e.name FROM measuredEnds e WHERE e.evidenceID = t.evidenceID ORDER BY e.id LIMIT 1 OFFSET 1)) AS toName
                FROM trials t LEFT JOIN trialPairs p ON p.id = (SELECT min(o.id) FROM trialPairs o WHERE o.trialID = t.id)
            ), placed AS (
                SELECT w.*, f.hostID AS fromHostID, d.hostID AS toHostID, min(f.site, d.site) AS siteA, max(f.site, d.site) AS siteB,
                    coalesce(f.doubt, d.doubt, iif(coalesce(f.hostID, f.site, d.hostID, d.site) IS NULL,
                        'neither ' || coalesce(w.fromName, 'the source') || ' nor ' || coalesce(w.toName, 'the destination') || ' is in this inventory', NULL)) AS doubt,
                    (SELECT min(v.why) FROM voidedFigures v WHERE v.evidenceID = w.evidenceID AND (v.figure = 'trial' OR v.figure LIKE 'trial.%')) AS voided,
                    (SELECT count(*) FROM voidedFigures v WHERE v.evidenceID = w.evidenceID AND v.figure = 'stunMs') > 0 AS isStunVoided,
                    (SELECT e.interrupted FROM evidences e WHERE e.id = w.evidenceID) AS interrupted
                FROM ways w LEFT JOIN ends f ON f.evidenceID = w.evidenceID AND f.name = w.fromName
                LEFT JOIN ends d ON d.evidenceID = w.evidenceID AND d.name = w.toName
            ), older AS (
                SELECT p.id, h.version, h.versionNumber, row_number() OVER (PARTITION BY p.id ORDER BY h.versionNumber) AS rank
                FROM placed p JOIN hosts h ON h.id IN (p.fromHostID, p.toHostID)
            )
            SELECT p.id, coalesce(p.fromName, 'source') AS fromName, coalesce(p.toName, 'destination') AS toName, p.fromHostID, p.toHostID,
                s.id AS sitePairID, s.linkID, o.version,
                iif(f.versionNumber IS NULL OR d.versionNumber IS NULL, NULL, o.versionNumber) AS versionNumber,
                iif(f.datastores IS NULL OR d.datastores IS NULL, NULL, EXISTS (
                    SELECT 1 FROM mounts a JOIN mounts b ON b.datastore = a.datastore WHERE a.hostID = f.id AND b.hostID = d.id)) AS sharesDatastore,
                p.outcome,
                iif(p.isStunVoided, NULL, max(p.stunMs, coalesce((SELECT max(r.stunMs) FROM trialRuns r WHERE r.trialID = p.id), 0))) AS stunMs,
                coalesce(p.switchoverSeconds, iif(p.isStunVoided, NULL, p.stunMs / 1000)) AS switchoverSeconds,
                CASE WHEN p.voided IS NOT NULL THEN p.voided
                    WHEN p.guest = 'lost' THEN 'the guest was lost' || coalesce(': ' || p.why, '')
                    WHEN p.outcome = 'failed' THEN 'the migration failed' || coalesce(': ' || p.why, '')
                    WHEN EXISTS (SELECT 1 FROM trialRuns r WHERE r.trialID = p.id AND r.outcome = 'failed') THEN 'one of its migrations failed'
                    WHEN p.interrupted THEN 'the trial was interrupted'
                    WHEN p.outcome = 'converged' AND p.guest <> 'runsAtDestination' AND p.thereAndBack IS NOT 1 THEN 'the guest does not run at the destination'
                    WHEN p.outcome = 'converged' AND p.verified IS NULL OR EXISTS (
                        SELECT 1 FROM trialRuns r WHERE r.trialID = p.id AND r.outcome = 'converged' AND r.verified IS NULL)
                        THEN 'what arrived at the destination was not verified' END AS flaw,
                CASE WHEN p.twoCopiesSeen OR EXISTS (SELECT 1 FROM trialRuns r WHERE r.trialID = p.id AND r.twoCopiesSeen)
                    THEN 'the guest was seen to run at both ends'
                    WHEN p.verified = 0 OR EXISTS (SELECT 1 FROM trialRuns r WHERE r.trialID = p.id AND r.verified = 0)
                    THEN 'pages at the destination did not hold what they must' END AS damage,
                iif(p.maxRateMbps IS NOT NULL AND coalesce(p.calibratedMbps >= p.maxRateMbps * 0.9, 1), p.maxRateMbps, NULL) AS cap,
                p.doubt, 'trials' AS sourceTable, p.id AS sourceID
            FROM placed p LEFT JOIN hosts f ON f.id = p.fromHostID LEFT JOIN hosts d ON d.id = p.toHostID
            LEFT JOIN older o ON o.id = p.id AND o.rank = 1
            LEFT JOIN sitePairs s ON s.siteA = p.siteA AND s.siteB = p.siteB
            """,
        index: "id")
}
