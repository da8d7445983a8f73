public import Facts
import SourceText

/// Names that lead nowhere.
extension InventoryLoader {
    /// A value that names a row of another table.
    private struct Reference {
        let table: String
        let column: String
        let target: String
        let what: String
    }

    private static let references = [
        Reference(table: "links", column: "siteA", target: "sites", what: "site"),
        Reference(table: "links", column: "siteB", target: "sites", what: "site"),
        Reference(table: "hosts", column: "site", target: "sites", what: "site"),
        Reference(table: "hosts", column: "cluster", target: "clusters", what: "cluster"),
        Reference(table: "plannedMembers", column: "host", target: "hosts", what: "host"),
        Reference(table: "vms", column: "host", target: "hosts", what: "host"),
        Reference(table: "migrations", column: "to", target: "hosts", what: "host"),
        Reference(table: "migrations", column: "vm", target: "vms", what: "virtual machine"),
    ]

    /// Names told of, for each kind of reference.
    private static let referenceLimit = 20

    /// Warns of names that no object of the inventory has, as misspelt names in an overlay do; after sealing.
    ///
    /// A kind of object that the inventory does not list at all is not missed.
    public func checkReferences() throws(SQLError) {
        let reader = try store.reader()
        for reference in Self.references {
            guard let table = InventorySchema.table(reference.table), let column = table.index(of: reference.column)
            else {
                continue
            }
            let dangling = try reader.prepare(
                """
                SELECT min(origin), "\(reference.column)", count(*) FROM "\(reference.table)"
                WHERE "\(reference.column)" <> '' AND EXISTS (SELECT 1 FROM "\(reference.target)")
                    AND "\(reference.column)" NOT IN (SELECT name FROM "\(reference.target)")
                GROUP BY 2 ORDER BY 1 LIMIT \(Self.referenceLimit)
                """)
            while try dangling.step() {
                let origins = store.origins(at: dangling.integer(0))
                guard let origin = origins.first(where: { $0.column == column })?.origin, let name = dangling.text(1)
                else {
                    continue
                }
                let known = try names(of: reference.target, reader)
                let hint = nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
                warnings.append(
                    Diagnostic(
                        .warning, in: store.files[origin.file], at: origin.value,
                        message: "there is no \(reference.what) \(name.prefix(80)) in the inventory\(hint)"))
            }
        }
    }

    /// Names to choose the nearest from; a large estate's first ones are enough to help.
    private func names(of table: String, _ reader: Database) throws(SQLError) -> [String] {
        let statement = try reader.prepare("SELECT DISTINCT name FROM \"\(table)\" LIMIT 5000")
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0) ?? "") }
        return names
    }
}
