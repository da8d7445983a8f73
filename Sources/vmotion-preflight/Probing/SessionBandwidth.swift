import Facts

extension Double? {
    /// What one migration needs, in 10^6 bit/s, by the limits of the rules: for the hosts' releases, or else the latest one.
    static func migration(in limits: [LimitTable], of store: FactStore?) -> Double? {
        guard let table = limits.first(where: { $0.name == "migrationBandwidth" }),
            let column = table.columns.firstIndex(of: "mbps")
        else { return nil }
        // The rules join the same rows; the store has them as a table, with the releases as numbers.
        if let store, let reader = try? store.reader(),
            let statement = try? reader.prepare(
                """
                SELECT max(l.mbps) FROM hosts h JOIN migrationBandwidth l
                ON h.versionNumber >= release(l."from") AND h.versionNumber < release(l.before)
                """), (try? statement.step()) == true, !statement.isNull(0)
        {
            return number(statement.value(0))
        }
        return table.rows.last.flatMap { number($0[column]) }
    }

    private static func number(_ value: SQLValue) -> Double? {
        switch value {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .text, .null: nil
        }
    }
}
