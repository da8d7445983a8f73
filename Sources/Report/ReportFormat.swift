/// A form that a report can take.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// For people: each finding with its source lines.
    case text
    /// For scripts: everything that is known of each finding.
    case json
    /// For code scanning: SARIF 2.1.0.
    case sarif
    /// For continuous integration: JUnit XML, a test suite for each rule.
    case junit
    /// For GitHub Actions: workflow commands that annotate lines.
    case github
    /// For GitLab: Code Quality, which a merge request shows.
    case gitlab
    /// For spreadsheets: a line for each finding.
    case csv
    /// For comments and wikis: tables that stay within what GitHub takes.
    case markdown
    /// For scripts that read line by line: JSON Lines, the run and then each finding.
    case jsonl

    /// Writes `report` in this form, a line break at its end.
    ///
    /// - Parameters:
    ///   - report: what to tell.
    ///   - timestamp: when it was found, in UTC without a zone, as in `2026-11-22T18:00:00`; JUnit asks for it.
    ///   - useColor: whether the text is coloured for a terminal.
    ///   - isGrouped: whether people are told once of findings that are equal but for the host; programs are told of each.
    /// - Returns: the whole report.
    /// - Throws: what the JSON encoder does, which there is no cause for.
    public func render(
        _ report: LintReport, timestamp: String, useColor: Bool = false, isGrouped: Bool = false
    ) throws -> String {
        switch self {
        case .text: TextReport(report, ink: Ink(isOn: useColor), isGrouped: isGrouped).text
        case .json: try JSONReport(report).text
        case .sarif: try SARIFReport(report).text
        case .junit: JUnitReport(report, timestamp: timestamp).text
        case .github: GitHubReport(report, isGrouped: isGrouped).text
        case .gitlab: try GitLabReport(report).text
        case .csv: CSVReport(report).text
        case .markdown: MarkdownReport(report, isGrouped: isGrouped).text
        case .jsonl: try JSONLinesReport(report).text
        }
    }
}
