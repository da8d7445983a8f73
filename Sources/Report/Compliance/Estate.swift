/// The sites, clusters and hosts of a report, in the order of the inventory.
public struct Estate: Sendable, Equatable {
    /// A cluster.
    public struct Cluster: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// The sites of its hosts.
        public let sites: [String]

        /// A cluster.
        public init(name: String, sites: [String]) {
            self.name = name
            self.sites = sites
        }
    }

    /// A host.
    public struct Host: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Its cluster; nothing for a standalone host.
        public let cluster: String?
        /// Its site, where that is known.
        public let site: String?

        /// A host.
        public init(name: String, cluster: String?, site: String?) {
            self.name = name
            self.cluster = cluster
            self.site = site
        }
    }

    /// The names of the sites.
    public let sites: [String]
    /// The clusters.
    public let clusters: [Cluster]
    /// The hosts.
    public let hosts: [Host]
    /// The pairs of sites between which virtual machines are to move, each with the lesser name first.
    public let sitePairs: [[String]]

    /// What a report is about.
    public init(sites: [String], clusters: [Cluster], hosts: [Host], sitePairs: [[String]]) {
        self.sites = sites
        self.clusters = clusters
        self.hosts = hosts
        self.sitePairs = sitePairs
    }
}
