/// How often each kind of verdict was given, the gravest, and by which requirements.
struct StandingCount {
    /// By the ranks of the verdicts.
    private var counts = [Int](repeating: 0, count: Standing.allCases.count)
    private var requirements = [[Int]](repeating: [], count: Standing.allCases.count)

    mutating func add(_ standing: Standing, of requirement: Int) {
        let rank = standing.rank
        counts[rank] += 1
        if requirements[rank].last != requirement { requirements[rank].append(requirement) }
    }

    subscript(_ standing: Standing) -> Int { counts[standing.rank] }

    /// The kinds of verdicts that were given, the gravest first.
    var standings: [Standing] { Standing.allCases.filter { counts[$0.rank] > 0 } }

    /// The requirements that gave one, by their places in the report.
    func requirements(_ standing: Standing) -> [Int] { requirements[standing.rank] }
}
