import Facts

/// Names rows the way people and fingerprints do.
struct Subjects {
    /// A row with its name.
    struct Subject {
        /// The inventory row that stands for it.
        var table: String
        var id: Int64
        /// Its natural key, such as cluster, host and adapter.
        var path: [String]
        /// The places of its values.
        var origins: [(column: Int, origin: Origin)]
        /// Whose it is.
        var scope = Scope()
    }

    private let store: FactStore
    private let reader: Database
    private var statements: [String: Statement] = [:]
    /// Names of rows that others are part of, asked for once for each of those.
    private var owners: [String: [Int64: (path: [String], scope: Scope)]] = [:]

    init(_ store: FactStore, _ reader: Database) {
        self.store = store
        self.reader = reader
    }

    /// The inventory table that rows of `table` stand for; a derived table may have none, then it is itself.
    static func identity(of table: String) -> String? {
        if FactSchema.table(table) != nil { return table }
        return DerivedFacts.table(table).map { $0.identity ?? table }
    }

    /// Row `id` of `table`, or nothing when there is no such row.
    mutating func subject(_ table: String, _ id: Int64) throws -> Subject? {
        if let derived = DerivedFacts.table(table) {
            if let identity = derived.identity { return try subject(identity, id) }
            return try derivedSubject(derived, id)
        }
        guard let declared = FactSchema.table(table) else { return nil }
        let links = declared.ancestors.map(\.column)
        let extra = table == InventorySchema.host.table ? ["cluster"] : []
        let columns = ["origin"] + (links + extra + declared.key).map { "\"\($0)\"" }
        let row = try row("SELECT \(columns.joined(separator: ", ")) FROM \"\(table)\" WHERE id = ?", id)
        guard let row else { return nil }
        var path: [String] = []
        var scope = try Self.scopes[table].map { try self.scope($0, id) } ?? Scope()
        // The innermost row around this one knows the rest of the path. What was measured twice is one thing: a file of
        // evidence is no part of its name.
        for (index, ancestor) in declared.ancestors.enumerated().reversed()
        where ancestor.table != EvidenceSchema.root.table {
            guard case .integer(let outer) = row[index + 1] else { continue }
            if let owner = try owner(ancestor.table, outer) { (path, scope) = owner }
            break
        }
        for value in row[(links.count + 1)...] where value != .null && value != .text("") {
            path.append(value.description)
        }
        guard case .integer(let place) = row[0] else { return nil }
        return Subject(table: table, id: id, path: path, origins: store.origins(at: place), scope: scope)
    }

    private mutating func owner(_ table: String, _ id: Int64) throws -> (path: [String], scope: Scope)? {
        if let known = owners[table]?[id] { return known }
        guard let owner = try subject(table, id) else { return nil }
        owners[table, default: [:]][id] = (owner.path, owner.scope)
        return (owner.path, owner.scope)
    }

    private mutating func derivedSubject(_ derived: DerivedTable, _ id: Int64) throws -> Subject? {
        let columns = ["sourceTable", "sourceID"] + derived.key
        guard let row = try row("SELECT \(columns.joined(separator: ", ")) FROM \(derived.name) WHERE id = ?", id),
            case .text(let table) = row[0], case .integer(let sourceID) = row[1],
            var subject = try subject(table, sourceID)
        else { return nil }
        subject.path = row[2...].map(\.description)
        subject.scope.host = nil
        if derived.key == ["siteA", "siteB"] { subject.scope.sites = subject.path }
        return subject
    }

    /// What tells the host, the cluster and the sites of a row that is no part of another one.
    private static let scopes = [
        "hosts": "SELECT name, cluster, site, NULL FROM hosts WHERE id = ?",
        "clusters": "SELECT NULL, name, NULL, NULL FROM clusters WHERE id = ?",
        "links": "SELECT NULL, NULL, siteA, siteB FROM links WHERE id = ?",
        "vms": "SELECT v.host, h.cluster, h.site, NULL FROM vms v LEFT JOIN hosts h ON h.name = v.host WHERE v.id = ?",
        "migrations": """
        SELECT v.host, s.cluster, s.site, d.site FROM migrations m LEFT JOIN vms v ON v.name = m.vm
        LEFT JOIN hosts s ON s.name = v.host LEFT JOIN hosts d ON d.name = m."to" WHERE m.id = ?
        """,
        "measuredEnds":
            "SELECT h.name, h.cluster, e.site, NULL FROM ends e LEFT JOIN hosts h ON h.id = e.hostID WHERE e.id = ?",
        "measuredPaths": """
        SELECT h.name, h.cluster, p.fromSite, p.toSite FROM paths p LEFT JOIN hosts h ON h.id = p.toHostID WHERE p.id = ?
        """,
        "trials": """
        SELECT NULL, iif(f.cluster = d.cluster, f.cluster, NULL), s.siteA, s.siteB FROM judgedTrials t
        LEFT JOIN hosts f ON f.id = t.fromHostID LEFT JOIN hosts d ON d.id = t.toHostID
        LEFT JOIN sitePairs s ON s.id = t.sitePairID WHERE t.id = ?
        """,
        "vlanProbes": "SELECT NULL, NULL, site, NULL FROM vlanProbes WHERE id = ?",
        "resourcePools": "SELECT NULL, cluster, NULL, NULL FROM resourcePools WHERE id = ?",
    ]

    private mutating func scope(_ sql: String, _ id: Int64) throws -> Scope {
        guard let row = try row(sql, id) else { return Scope() }
        func name(_ column: Int) -> String? {
            if case .text(let text) = row[column], !text.isEmpty { text } else { nil }
        }
        return Scope(host: name(0), cluster: name(1), sites: [name(2), name(3)].compactMap { $0 })
    }

    private mutating func row(_ sql: String, _ id: Int64) throws -> [SQLValue]? {
        let statement = try statements[sql] ?? reader.prepare(sql)
        statements[sql] = statement
        statement.bind(1, .integer(id))
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return statement.columnNames.indices.map { statement.value($0) }
    }
}
