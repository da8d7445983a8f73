/// How much the page shows, so that a browser opens it at once; above it the page tells what it leaves out.
struct PageLimits {
    /// Verdicts that are listed one by one; above it passes are counted by cluster.
    var verdicts = 120_000
    /// What the page may take, in bytes: names may be long, and the list of all verdicts takes what is left of it.
    var bytes = 9_500_000
    /// Findings of a requirement with source lines and fix.
    var fullFindings = 5
    /// Further findings of a requirement, a row each.
    var findingRows = 400
    /// The same where verdicts are not listed one by one.
    var fewFindingRows = 40
    /// Rows of findings in all.
    var allFindingRows = 8_000
    /// Hosts and clusters in the matrix of hosts; above either it is one of clusters.
    var matrixHosts = 3_000
    var matrixClusters = 250
    /// Rows of the matrix of clusters.
    var clusterRows = 2_000
    /// Hosts that are named in the matrix of clusters.
    var namedHosts = 15_000
    /// Rows of the verdicts by pair of sites and by cluster.
    var standingRows = 40
    /// Commands that would settle what is unknown.
    var supplies = 100
    /// Rows of each kind of change since an earlier report.
    var changes = 200
    /// Captures.
    var captures = 60
    /// Subjects listed of each group where verdicts are not listed one by one.
    var fewSubjects = 60
}
