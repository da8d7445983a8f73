import Facts

/// What vMotion itself would not do of a trial, by the limits of the rules.
struct ProductLimits {
    /// What exceeds a limit, each as a sentence without a full stop.
    let warnings: [String]

    /// Looks at so many pairs of addresses and guests at once, on links of `speedMbps`.
    init(_ limits: [LimitTable], pairs: Int, guests: Int, speedMbps: Int) {
        let adapters = limits.row(of: "nicLimits") { $0["speedMbps"] == speedMbps }?["most"]
        let sessions = limits.row(of: "concurrencyLimits") { row in
            guard let from = row["fromMbps"], let to = row["toMbps"] else { return false }
            return from <= speedMbps && speedMbps <= to
        }?["most"]
        var warnings: [String] = []
        if let adapters, pairs > adapters {
            warnings.append(
                "\(pairs) pairs of addresses; on links of \(speedMbps) Mbit/s vMotion uses at most \(adapters)")
        }
        if let sessions, guests > sessions {
            warnings.append(
                "\(guests) guests at once; on links of \(speedMbps) Mbit/s a host migrates at most \(sessions), and the rest waits"
            )
        }
        self.warnings = warnings
    }
}

extension [LimitTable] {
    /// The whole numbers in the first row of the table `name` that `isWanted`, by column.
    fileprivate func row(of name: String, where isWanted: ([String: Int]) -> Bool) -> [String: Int]? {
        guard let table = first(where: { $0.name == name }) else { return nil }
        return table.rows.lazy.map { row in
            var numbers: [String: Int] = [:]
            for case (let column, .integer(let number)) in zip(table.columns, row) { numbers[column] = Int(number) }
            return numbers
        }.first(where: isWanted)
    }
}
