import Facts

extension FactStore {
    /// The names of the hosts.
    func hostNames() throws -> Set<String> { try names("SELECT name FROM hosts") }

    /// The names of the sites; the empty one for hosts without.
    func siteNames() throws -> Set<String> { try names("SELECT site FROM hosts UNION SELECT name FROM sites") }

    /// The names of the clusters.
    func clusterNames() throws -> Set<String> { try names("SELECT cluster FROM hosts UNION SELECT name FROM clusters") }

    private func names(_ sql: String) throws -> Set<String> {
        let statement = try reader().prepare(sql)
        var names: Set<String> = []
        while try statement.step() { names.insert(statement.text(0) ?? "") }
        return names
    }
}
