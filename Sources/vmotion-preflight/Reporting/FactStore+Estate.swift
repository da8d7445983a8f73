import Facts
import Report

extension FactStore {
    /// The sites, clusters and hosts, in the order of the inventory.
    func estate() throws -> Estate {
        let reader = try reader()
        func rows(_ sql: String) throws -> [[String]] {
            let statement = try reader.prepare(sql)
            var rows: [[String]] = []
            while try statement.step() {
                rows.append(statement.columnNames.indices.map { statement.text($0) ?? "" })
            }
            return rows
        }
        func present(_ text: String) -> String? { text.isEmpty ? nil : text }
        let hosts = try rows("SELECT name, cluster, site FROM hosts ORDER BY id").map {
            Estate.Host(name: $0[0], cluster: present($0[1]), site: present($0[2]))
        }
        var sitesOfClusters: [String: [String]] = [:]
        for host in hosts {
            guard let cluster = host.cluster, let site = host.site,
                sitesOfClusters[cluster]?.contains(site) != true
            else { continue }
            sitesOfClusters[cluster, default: []].append(site)
        }
        let declared = try rows("SELECT name FROM clusters ORDER BY id").map { $0[0] }
        let clusters = Self.unique(declared + hosts.compactMap(\.cluster))
        let sites = Self.unique(
            try rows("SELECT name FROM sites ORDER BY id").map { $0[0] } + hosts.compactMap(\.site))
        return Estate(
            sites: sites, clusters: clusters.map { Estate.Cluster(name: $0, sites: sitesOfClusters[$0] ?? []) },
            hosts: hosts,
            sitePairs: try rows("SELECT siteA, siteB FROM sitePairs ORDER BY siteA, siteB"))
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}
