/// Which findings of a requirement the page shows, and how.
struct FindingPlan {
    /// The requirement's place in the report.
    let requirement: Int
    /// The findings that are shown with source lines and fix, by their places in the requirement.
    let full: ArraySlice<Int>
    /// Those that have a row.
    let rows: ArraySlice<Int>
    /// How many are not shown.
    let hidden: Int

    /// The plans for all requirements with findings, the gravest first.
    static func plans(for report: ComplianceReport, isSummary: Bool, _ limits: PageLimits) -> [FindingPlan] {
        var room = limits.allFindingRows
        let open = report.requirements.indices.compactMap { index in
            order(report.requirements[index]).map { (gravest: $0.gravest, index: index, places: $0.places) }
        }
        return open.sorted { ($0.gravest, $0.index) < ($1.gravest, $1.index) }.map { _, index, places in
            // A list of one row would take as much room as the row's finding.
            let full = places.prefix(
                places.count > limits.fullFindings + 1 ? limits.fullFindings : places.count)
            let rest = places.dropFirst(full.count)
            let rows = rest.prefix(isSummary || room <= 0 ? limits.fewFindingRows : limits.findingRows)
            room -= rows.count
            return FindingPlan(requirement: index, full: full, rows: rows, hidden: rest.count - rows.count)
        }
    }

    /// The places of what does not pass, which comes first, the gravest first.
    private static func order(_ requirement: Requirement) -> (gravest: Standing, places: [Int])? {
        let open = requirement.judgements.prefix { $0.finding != nil }.enumerated()
            .map { (standing: $0.element.standing, place: $0.offset) }.sorted { $0 < $1 }
        return open.first.map { ($0.standing, open.map(\.place)) }
    }
}
