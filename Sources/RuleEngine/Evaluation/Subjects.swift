import Facts

/// Names rows the way people and fingerprints do, each once.
struct Subjects {
    /// A row with its name.
    struct Subject {
        /// The inventory row that stands for it.
        let table: String
        let id: Int64
        /// Its natural key, such as cluster, host and adapter.
        let path: [String]
        /// The same as one text.
        let name: String
        /// The record of the places of its values.
        let origin: Int64
        /// Whose it is.
        let scope: Scope
    }

    /// Where a finding points.
    struct Place {
        let location: Location
        /// Whether the value itself is written there, and not only its key or what names the row.
        let isValue: Bool
    }

    let reader: Database
    private let store: FactStore
    private var statements: [String: Statement] = [:]
    /// Rows that were asked for: rules ask for the same ones, and rows for those that they are part of.
    private var known: [String: [Int64: Subject]] = [:]
    /// The columns whose place tells that of a column, which comes first itself; -1 for one that is not there.
    private var columns: [FactName: [Int]] = [:]

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
        if let known = known[table]?[id] { return known }
        guard let subject = try lookUp(table, id) else { return nil }
        known[table, default: [:]][id] = subject
        return subject
    }

    private mutating func lookUp(_ table: String, _ id: Int64) throws -> Subject? {
        if let derived = DerivedFacts.table(table) {
            if let identity = derived.identity { return try subject(identity, id) }
            return try derivedSubject(derived, id)
        }
        guard let declared = FactSchema.table(table) else { return nil }
        let links = declared.ancestors.map(\.column)
        let row = try row(for: table, id) {
            let extra = table == InventorySchema.host.table ? ["cluster"] : []
            let columns = ["origin"] + (links + extra + declared.key).map { "\"\($0)\"" }
            return "SELECT \(columns.joined(separator: ", ")) FROM \"\(table)\" WHERE id = ?"
        }
        guard let row else { return nil }
        var path: [String] = []
        var scope = try Self.scopes[table].map { try self.scope(table, $0, id) } ?? Scope()
        // The innermost row around this one knows the rest of the path. What was measured twice is one thing: a file of
        // evidence is no part of its name.
        for (index, ancestor) in declared.ancestors.enumerated().reversed()
        where ancestor.table != EvidenceSchema.root.table {
            guard case .integer(let outer) = row[index + 1] else { continue }
            if let owner = try subject(ancestor.table, outer) { (path, scope) = (owner.path, owner.scope) }
            break
        }
        for value in row[(links.count + 1)...] where value != .null && value != .text("") {
            path.append(value.description)
        }
        guard case .integer(let place) = row[0] else { return nil }
        return Subject(
            table: table, id: id, path: path, name: path.joined(separator: "/"), origin: place, scope: scope)
    }

    private mutating func derivedSubject(_ derived: DerivedTable, _ id: Int64) throws -> Subject? {
        let row = try row(for: derived.name, id) {
            let columns = ["sourceTable", "sourceID"] + derived.key
            return "SELECT \(columns.joined(separator: ", ")) FROM \(derived.name) WHERE id = ?"
        }
        guard let row, case .text(let table) = row[0], case .integer(let sourceID) = row[1],
            let source = try subject(table, sourceID)
        else { return nil }
        let path = row[2...].map(\.description)
        var scope = source.scope
        scope.host = nil
        if derived.key == ["siteA", "siteB"] { scope.sites = path }
        return Subject(
            table: source.table, id: source.id, path: path, name: path.joined(separator: "/"), origin: source.origin,
            scope: scope)
    }

    /// The place that a finding points at: the value, or when it is not there what names the row.
    mutating func place(of at: FactName, _ id: Int64?, default subject: Subject) throws -> Place? {
        if let id, let other = try self.subject(at.table, id) { return place(of: at.column, other) }
        return place(of: at.table == subject.table ? at.column : "", subject)
    }

    /// Where `column` of a row is written, or what names the row.
    mutating func place(of column: String, _ subject: Subject) -> Place? {
        let name = FactName(table: subject.table, column: column)
        let table = FactSchema.table(subject.table)
        let columns = columns[name] ?? ([column] + (table?.key ?? [])).map { table?.index(of: $0) ?? -1 }
        self.columns[name] = columns
        guard let found = store.origin(at: subject.origin, of: columns) else { return nil }
        let origin = found.origin
        return Place(
            location: Location(file: store.files[origin.file], span: origin.value),
            // A list points at its key.
            isValue: found.column == columns[0] && origin.value != origin.key)
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

    private mutating func scope(_ table: String, _ sql: String, _ id: Int64) throws -> Scope {
        guard let row = try row(for: "scope of " + table, id, { sql }) else { return Scope() }
        func name(_ column: Int) -> String? {
            if case .text(let text) = row[column], !text.isEmpty { text } else { nil }
        }
        return Scope(host: name(0), cluster: name(1), sites: [name(2), name(3)].compactMap { $0 })
    }

    /// The row with an id, by a statement that is compiled once for each `key`.
    private mutating func row(for key: String, _ id: Int64, _ sql: () -> String) throws -> [SQLValue]? {
        let statement = try statements[key] ?? reader.prepare(sql())
        statements[key] = statement
        statement.bind(1, .integer(id))
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return (0..<statement.columnCount).map { statement.value($0) }
    }
}
