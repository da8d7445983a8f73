import Evidence
import Facts
import Report
import SourceText

extension FactStore {
    /// What the evidence in `files` holds, with what the inventory knows of its ends and holds its figures against.
    func measurements(in files: [SourceFile]) throws -> [Measurement] {
        let reader = try reader()
        let (places, limits) = (try Self.places(reader), try Self.limits(reader))
        return try files.map { file in
            let evidence: Evidence
            do {
                evidence = try Evidence(json: file.bytes)
            } catch {
                throw Diagnostic(.error, path: file.path, message: "is no evidence in JSON, as this tool writes it")
            }
            let key = "\(evidence.kind.rawValue) \(evidence.started)"
            return Measurement(
                path: file.path, evidence: evidence, places: places[key] ?? [:],
                limits: evidence.paths.map { limits[key]?["\($0.from) \($0.to)"] ?? .init() })
        }
    }

    /// Where each end stands, by kind and start of its evidence and by its name.
    private static func places(_ reader: Database) throws -> [String: [String: Measurement.Place]] {
        let statement = try reader.prepare(
            """
            SELECT v.kind || ' ' || v.started, e.name, h.name, e.site FROM ends e JOIN evidences v ON v.id = e.evidenceID
            LEFT JOIN hosts h ON h.id = e.hostID
            """)
        var places: [String: [String: Measurement.Place]] = [:]
        while try statement.step() {
            places[statement.text(0) ?? "", default: [:]][statement.text(1) ?? ""] = .init(
                host: statement.text(2), site: statement.text(3))
        }
        return places
    }

    /// What the figures of each path are held against, as VMN803, VMN805 and VMN802 do, by its evidence and its ends.
    private static func limits(_ reader: Database) throws -> [String: [String: Measurement.PathLimits]] {
        let statement = try reader.prepare(
            """
            WITH rtts AS (
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
            SELECT v.kind || ' ' || v.started, p.fromName || ' ' || p.toName, r.ms, g.mbps,
                min(coalesce(m.near, m.far), coalesce(m.far, m.near))
            FROM paths p JOIN evidences v ON v.id = p.evidenceID LEFT JOIN rtts r ON r.id = p.id
            LEFT JOIN rates g ON g.id = p.id LEFT JOIN mtus m ON m.id = p.id WHERE p.isVMotion
            """)
        var limits: [String: [String: Measurement.PathLimits]] = [:]
        while try statement.step() {
            limits[statement.text(0) ?? "", default: [:]][statement.text(1) ?? ""] = .init(
                rttMs: statement.isNull(2) ? nil : statement.real(2),
                mbps: statement.isNull(3) ? nil : statement.real(3),
                mtu: statement.isNull(4) ? nil : Int(statement.integer(4)))
        }
        return limits
    }
}
