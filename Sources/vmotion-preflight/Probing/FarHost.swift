import Facts

/// A host to or from which virtual machines are to move over the vMotion network of a site, and why.
struct FarHost {
    /// What is probed first: between sites before within one, planned moves before clusters before declared links.
    enum Rank: Int {
        case moveBetweenSites
        case groupBetweenSites
        case link
        case moveWithinSite
        case groupWithinSite
    }

    let hostID: Int64
    let name: String
    let site: String?
    let rank: Rank
    /// The move, cluster or link, as messages call it.
    let why: String

    /// The hosts that matter where `site` is, each once, for its gravest reason.
    static func all(from site: String?, in reader: Database) throws -> [FarHost] {
        let statement = try reader.prepare(sql)
        statement.bind(1, .text(site ?? ""))
        var hosts: [FarHost] = []
        var seen: Set<Int64> = []
        while try statement.step() {
            guard let rank = Rank(rawValue: Int(statement.integer(3))), seen.insert(statement.integer(0)).inserted
            else {
                continue
            }
            hosts.append(
                FarHost(
                    hostID: statement.integer(0), name: statement.text(1) ?? "", site: statement.name(2), rank: rank,
                    why: statement.text(4) ?? ""))
        }
        return hosts
    }

    /// Each end of a move is far from the other; a host of no group, and one of a site that nothing joins, matters to nobody.
    private static let sql = """
        WITH ends AS (
            SELECT m.id, v.name AS vm, m.sourceID AS nearID, m.destinationID AS farID FROM moves m JOIN vms v ON v.id = m.vmID
            UNION ALL
            SELECT m.id, v.name, m.destinationID, m.sourceID FROM moves m JOIN vms v ON v.id = m.vmID
        ), near AS (
            SELECT DISTINCT peerGroupID FROM peerHosts WHERE coalesce(site, '') = ?1
        ), reasons AS (
            SELECT e.farID AS hostID, iif(coalesce(f.site, '') <> ?1, 0, 3) AS rank, 'the move of ' || e.vm AS why
            FROM ends e JOIN hosts n ON n.id = e.nearID JOIN hosts f ON f.id = e.farID
            WHERE coalesce(n.site, '') = ?1
            UNION ALL
            SELECT p.hostID, iif(coalesce(p.site, '') <> ?1, 1, 4), g.name FROM peerHosts p
            JOIN peerGroups g ON g.id = p.peerGroupID AND g.kind <> 'move' WHERE p.peerGroupID IN near
            UNION ALL
            SELECT h.id, 2, 'the link between ' || s.siteA || ' and ' || s.siteB FROM sitePairs s
            JOIN hosts h ON h.site = iif(s.siteA = ?1, s.siteB, s.siteA)
            WHERE ?1 <> '' AND ?1 IN (s.siteA, s.siteB) AND s.hasVMotion
        )
        SELECT h.id, h.name, h.site, r.rank, min(r.why) FROM reasons r JOIN hosts h ON h.id = r.hostID
        GROUP BY h.id, r.rank ORDER BY r.rank, coalesce(h.site, ''), h.name
        """
}
