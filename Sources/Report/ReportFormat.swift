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

    /// Writes `report` in this form, a line break at its end.
    ///
    /// - Parameters:
    ///   - report: what to tell.
    ///   - timestamp: when it was found, in UTC without a zone, as in `2026-11-22T18:00:00`; JUnit asks for it.
    ///   - useColor: whether the text is coloured for a terminal.
    /// - Returns: the whole report.
    /// - Throws: what the JSON encoder does, which there is no cause for.
    public func render(_ report: LintReport, timestamp: String, useColor: Bool = false) throws -> String {
        switch self {
        case .text: TextReport(report, ink: Ink(isOn: useColor)).text
        case .json: try JSONReport(report).text
        case .sarif: try SARIFReport(report).text
        case .junit: JUnitReport(report, timestamp: timestamp).text
        case .github: GitHubReport(report).text
        }
    }
}
