/// How much the page shows, so that a browser opens it at once; above it the page tells what it leaves out.
enum PageLimits {
    /// Verdicts that are listed one by one; above it passes are counted by cluster.
    static let verdicts = 60_000
    /// What the list of all verdicts may take, in bytes; names may be long.
    static let listedBytes = 4_500_000
    /// Findings of a requirement with source lines and fix.
    static let fullFindings = 5
    /// Further findings of a requirement, a row each.
    static let findingRows = 400
    /// The same where verdicts are not listed one by one.
    static let fewFindingRows = 40
    /// Rows of findings in all.
    static let allFindingRows = 8_000
    /// Hosts and clusters in the matrix of hosts; above either it is one of clusters.
    static let matrixHosts = 3_000
    static let matrixClusters = 250
    /// Rows of the matrix of clusters.
    static let clusterRows = 2_000
    /// Rows of the verdicts by pair of sites and by cluster.
    static let standingRows = 40
    /// Commands that would settle what is unknown.
    static let supplies = 100
    /// Rows of each kind of change since an earlier report.
    static let changes = 200
    /// Captures.
    static let captures = 60
}
