/// Makes one row of the rows that several files have of one object.
///
/// Works table by table, parents first: when two hosts have become one, their adapters are siblings and merge in turn.
struct RowMerger {
    private let store: FactStore
    private let database: Database
    private(set) var conflicts: [MergeConflict] = []

    init(_ store: FactStore) {
        self.store = store
        database = store.database
    }

    /// Merges all tables.
    mutating func run() throws(SQLError) {
        try mergeRoot()
        for table in InventorySchema.tables where table.hasUniqueRows {
            let groups = try siblings(in: table)
            guard !groups.isEmpty else { continue }
            var replaced: [(gone: Int64, kept: Int64)] = []
            for group in groups {
                for gone in group.dropFirst() {
                    try merge(gone, into: group[0], of: table)
                    replaced.append((gone, group[0]))
                }
            }
            try replace(replaced, in: table)
        }
        try recount()
    }

    /// Every file has a root row; one remains, and a list is captured when any file has it.
    private mutating func mergeRoot() throws(SQLError) {
        guard let root = InventorySchema.table(InventorySchema.root.table) else { return }
        let sums = root.columns.map { "\"\($0.name)\" = (SELECT sum(\"\($0.name)\") FROM inventory)" }.joined(
            separator: ", ")
        try database.execute("UPDATE inventory SET \(sums) WHERE id = 1; DELETE FROM inventory WHERE id > 1")
    }

    /// Rows of different files that are one object, each group in the order of the files.
    ///
    /// The first key column decides; a further one that a file does not give fits any value, when there is only one.
    private func siblings(in table: Table) throws(SQLError) -> [[Int64]] {
        let links = table.ancestors.map { "ifnull(\"\($0.column)\", 0)" }
        let first = "\"\(table.key[0])\""
        let rest = table.key.dropFirst().map { "ifnull(\"\($0)\", char(2))" }.joined(separator: " || char(1) || ")
        let group = (links + [first]).joined(separator: ", ")
        let statement = try database.prepare(
            """
            SELECT id, origin, \(rest.isEmpty ? "''" : rest), dense_rank() OVER (ORDER BY \(group)) FROM "\(table.name)"
            WHERE (\(group)) IN (SELECT \(group) FROM "\(table.name)" GROUP BY \(group) HAVING count(*) > 1) ORDER BY 4, id
            """)
        var found: [[Int64]] = []
        var current: (rank: Int64, rows: [(id: Int64, file: Int, rest: String)]) = (0, [])
        while try statement.step() {
            if statement.integer(3) != current.rank {
                found += split(current.rows)
                current = (statement.integer(3), [])
            }
            let file = store.origins(at: statement.integer(1)).first?.origin.file ?? 0
            current.rows.append((statement.integer(0), file, statement.text(2) ?? ""))
        }
        return found + split(current.rows)
    }

    private func split(_ rows: [(id: Int64, file: Int, rest: String)]) -> [[Int64]] {
        var groups: [(rest: String, files: Set<Int>, ids: [Int64])] = []
        let isOpen = { (rest: String) in rest.unicodeScalars.contains { $0.value == 2 } }
        // Rows that give the whole key first, so that those which do not find what they fit.
        for row in rows.filter({ !isOpen($0.rest) }) + rows.filter({ isOpen($0.rest) }) {
            let fitting = groups.indices.filter { index in
                (groups[index].rest == row.rest || isOpen(row.rest)) && !groups[index].files.contains(row.file)
            }
            if fitting.count == 1, let index = fitting.first {
                groups[index].ids.append(row.id)
                groups[index].files.insert(row.file)
            } else {
                groups.append((row.rest, [row.file], [row.id]))
            }
        }
        return groups.filter { $0.ids.count > 1 }.map { $0.ids.sorted() }
    }

    /// Adds what row `gone` says to row `kept`, and notes where they contradict.
    private mutating func merge(_ gone: Int64, into kept: Int64, of table: Table) throws(SQLError) {
        let names = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let statement = try database.prepare("SELECT origin, \(names) FROM \"\(table.name)\" WHERE id = ?")
        func read(_ id: Int64) throws(SQLError) -> (values: [SQLValue], origins: [(column: Int, origin: Origin)]) {
            statement.bind(1, .integer(id))
            defer { statement.reset() }
            _ = try statement.step()
            return (table.columns.indices.map { statement.value($0 + 1) }, store.origins(at: statement.integer(0)))
        }
        let (new, old) = (try read(gone), try read(kept))
        var origins = old.origins
        var changes: [(column: String, value: SQLValue)] = []
        for (index, column) in table.columns.enumerated() where column.path != nil && new.values[index] != .null {
            guard let origin = new.origins.first(where: { $0.column == index }) else { continue }
            if old.values[index] == .null {
                changes.append((column.name, new.values[index]))
                origins.append(origin)
            } else if conflicts.last?.second == origin.origin {
                continue  // A second column of the same value.
            } else if try !agree(old.values[index], new.values[index], column, of: table, kept: kept, gone: gone) {
                let first = old.origins.first { $0.column == index } ?? origin
                let name = table.key.compactMap { table.index(of: $0) }.map { old.values[$0].description }
                conflicts.append(
                    MergeConflict(
                        value: "\(column.path ?? column.name) of \(name.joined(separator: " "))", first: first.origin,
                        second: origin.origin))
            }
        }
        guard !changes.isEmpty else { return }
        let assignments = changes.map { "\"\($0.column)\" = ?" }.joined(separator: ", ")
        let update = try database.prepare("UPDATE \"\(table.name)\" SET \(assignments) WHERE id = \(kept)")
        for (index, change) in changes.enumerated() { update.bind(index + 1, change.value) }
        _ = try update.step()
        try store.setOrigins(origins, of: table, id: kept)
    }

    /// Whether two files agree on a value: equal scalars, equal lists, or lists of records that may be joined.
    private func agree(
        _ old: SQLValue, _ new: SQLValue, _ column: Table.Column, of table: Table, kept: Int64, gone: Int64
    ) throws(SQLError) -> Bool {
        guard let (child, owner) = InventorySchema.child(of: table, under: column.name) else { return old == new }
        if child.isList || !child.hasUniqueRows {
            let values = child.columns.filter { $0.path != nil }.map { "\"\($0.name)\"" }.joined(separator: ", ")
            try database.execute("CREATE INDEX IF NOT EXISTS \(child.name)_owner ON \"\(child.name)\"(\"\(owner)\")")
            let old = "SELECT \(values) FROM \"\(child.name)\" WHERE \"\(owner)\" = \(kept)"
            let new = "SELECT \(values) FROM \"\(child.name)\" WHERE \"\(owner)\" = \(gone)"
            let different = try database.prepare(
                "SELECT * FROM (\(old) EXCEPT \(new)) UNION ALL SELECT * FROM (\(new) EXCEPT \(old))")
            guard try !different.step() else { return false }
            try database.execute("DELETE FROM \"\(child.name)\" WHERE \"\(owner)\" = \(gone)")
            return true
        }
        // "Captured: none" contradicts a list that has some.
        return (old == .integer(0)) == (new == .integer(0))
    }

    /// Hands the children of merged rows over, and removes the rows.
    private func replace(_ replaced: [(gone: Int64, kept: Int64)], in table: Table) throws(SQLError) {
        try database.execute("CREATE TEMP TABLE replaced (gone INTEGER PRIMARY KEY, kept INTEGER)")
        let insert = try database.prepare("INSERT INTO replaced VALUES (?, ?)")
        for pair in replaced {
            insert.bind(1, .integer(pair.gone))
            insert.bind(2, .integer(pair.kept))
            _ = try insert.step()
            insert.reset()
        }
        for child in InventorySchema.tables {
            for link in child.ancestors where link.table == table.name {
                try database.execute(
                    """
                    UPDATE "\(child.name)" SET "\(link.column)" = (SELECT kept FROM replaced WHERE gone = "\(link.column)")
                    WHERE "\(link.column)" IN (SELECT gone FROM replaced)
                    """)
            }
        }
        try database.execute(
            "DELETE FROM \"\(table.name)\" WHERE id IN (SELECT gone FROM replaced); DROP TABLE replaced")
    }

    /// Sets the columns that count a list of records to what the list has become.
    private func recount() throws(SQLError) {
        for table in InventorySchema.tables where !table.isList {
            for column in table.columns {
                guard let (child, owner) = InventorySchema.child(of: table, under: column.name), child.hasUniqueRows
                else {
                    continue
                }
                let counts =
                    owner.isEmpty
                    ? "SELECT 1 AS owner, count(*) AS rows FROM \"\(child.name)\""
                    : "SELECT \"\(owner)\" AS owner, count(*) AS rows FROM \"\(child.name)\" GROUP BY 1"
                try database.execute(
                    """
                    UPDATE "\(table.name)" SET "\(column.name)" = counted.rows FROM (\(counts)) AS counted
                    WHERE counted.owner = "\(table.name)".id AND "\(column.name)" <> counted.rows
                    """)
            }
        }
    }
}

/// Two files that say different things of one value.
public struct MergeConflict: Sendable {
    /// Which value of what: `version of esx1`.
    public let value: String

    /// Where it was said first.
    public let first: Origin

    /// Where it was said otherwise.
    public let second: Origin
}

extension FactStore {
    /// Makes one object of what several files say of it, by their keys; hosts merge by name.
    ///
    /// - Returns: the values that the files do not agree on.
    public func mergeFiles() throws(SQLError) -> [MergeConflict] {
        guard files.count > 1 else { return [] }
        var merger = RowMerger(self)
        try merger.run()
        return merger.conflicts
    }
}
