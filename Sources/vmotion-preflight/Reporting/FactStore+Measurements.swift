import Evidence
import Facts
import Report
import SourceText

extension FactStore {
    /// What the evidence in `files` holds, with what the inventory knows of its ends and holds its figures against.
    func measurements(in files: [SourceFile]) throws -> [Measurement] {
        let reader = try reader()
        let (places, limits) = (try Self.places(reader), try Self.limits(reader))
        return try files.enumerated().map { index, file in
            let evidence: Evidence
            do {
                evidence = try Evidence(json: file.bytes)
            } catch {
                throw Diagnostic(.error, path: file.path, message: Self.complaint(error))
            }
            return Measurement(
                path: file.path, evidence: evidence, places: places[index] ?? [:],
                limits: evidence.paths.map { limits[Ends(evidence: index, from: $0.from, to: $0.to)] ?? .init() })
        }
    }

    /// What is wrong with evidence that is not as this tool writes it.
    private static func complaint(_ error: any Error) -> String {
        let (key, context): (String, DecodingError.Context)
        switch error {
        case DecodingError.keyNotFound(let name, let place): (key, context) = ("lacks \(name.stringValue)", place)
        case DecodingError.typeMismatch(_, let place), DecodingError.valueNotFound(_, let place):
            (key, context) = ("is of another type", place)
        case DecodingError.dataCorrupted(let place): (key, context) = ("cannot be read", place)
        default: return "is no evidence in JSON, as this tool writes it"
        }
        let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return "is not as this tool writes it: \(path.dropFirst())\(path.isEmpty ? "" : " ")\(key)"
    }

    /// A path of a file of evidence, by the file's place among those that were read.
    private struct Ends: Hashable {
        let evidence: Int
        let from: String
        let to: String
    }

    /// Where each end stands, by its evidence and its name.
    private static func places(_ reader: Database) throws -> [Int: [String: Measurement.Place]] {
        let statement = try reader.prepare(
            """
            WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM evidences)
            SELECT v.number, e.name, h.name, e.site FROM ends e JOIN numbered v ON v.id = e.evidenceID
            LEFT JOIN hosts h ON h.id = e.hostID
            """)
        var places: [Int: [String: Measurement.Place]] = [:]
        while try statement.step() {
            places[Int(statement.integer(0)), default: [:]][statement.text(1) ?? ""] = .init(
                host: statement.text(2), site: statement.text(3))
        }
        return places
    }

    /// What the figures of each path are held against, as VMN803, VMN805 and VMN802 do, by its evidence and its ends.
    private static func limits(_ reader: Database) throws -> [Ends: Measurement.PathLimits] {
        let tables = try reader.prepare(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('migrationBandwidth', 'goodputShare', 'rttLimits')")
        // Rules of one's own may come without limits.
        guard try tables.step(), tables.integer(0) == 3 else { return [:] }
        let statement = try reader.prepare(
            """
            WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM evidences), rtts AS (
                SELECT x.measuredPathID AS id, min(s.ownMs) AS ms FROM wayPaths x
                JOIN wayHosts w ON w.measuredWayID = x.measuredWayID JOIN hosts h ON h.id = w.hostID
                JOIN rttSupport s ON s.versionNumber IS h.versionNumber AND s.license IS h.license GROUP BY 1
            ), rates AS (
                SELECT x.measuredPathID AS id, max(max(coalesce(k.concurrentMigrations, 1), 1)
                    * (SELECT max(mbps) FROM migrationBandwidth) * (SELECT max(share) FROM goodputShare)) AS mbps
                FROM wayPaths x JOIN measuredWays w ON w.id = x.measuredWayID LEFT JOIN links k ON k.id = w.linkID
                WHERE w.sitePairID IS NOT NULL GROUP BY 1
            ), siteMtus AS (
                SELECT site, max(mtu) AS mtu FROM vmotionAdapters GROUP BY site
            ), mtus AS (
                SELECT p.id, coalesce(f.mtu, a.mtu) AS near, coalesce(t.mtu, b.mtu) AS far FROM paths p
                LEFT JOIN vmkernelAdapters f ON f.id = p.fromAdapterID LEFT JOIN vmkernelAdapters t ON t.id = p.toAdapterID
                LEFT JOIN siteMtus a ON a.site = p.fromSite LEFT JOIN siteMtus b ON b.site = p.toSite
            )
            SELECT v.number, p.fromName, p.toName, r.ms, g.mbps,
                min(coalesce(m.near, m.far), coalesce(m.far, m.near))
            FROM paths p JOIN numbered v ON v.id = p.evidenceID LEFT JOIN rtts r ON r.id = p.id
            LEFT JOIN rates g ON g.id = p.id LEFT JOIN mtus m ON m.id = p.id WHERE p.isVMotion
            """)
        var limits: [Ends: Measurement.PathLimits] = [:]
        while try statement.step() {
            let ends = Ends(
                evidence: Int(statement.integer(0)), from: statement.text(1) ?? "", to: statement.text(2) ?? "")
            limits[ends] = .init(
                rttMs: statement.isNull(3) ? nil : statement.real(3),
                mbps: statement.isNull(4) ? nil : statement.real(4),
                mtu: statement.isNull(5) ? nil : Int(statement.integer(5)))
        }
        return limits
    }
}
