/// A form that a compliance report can take.
public enum ComplianceFormat: String, CaseIterable, Sendable {
    /// For people who sign: one page without external parts.
    case html
    /// For tickets and wikis: a summary that stays within what GitHub takes.
    case markdown
    /// For spreadsheets: a line for each verdict.
    case csv
    /// For pipelines, and for `report --since` and `verify`: everything that is known.
    case json
    /// For auditors: OSCAL assessment results 1.2.1.
    case oscal
    /// For auditors: what InSpec calls exec-json and Heimdall the Heimdall Data Format.
    case hdf

    /// Writes `report` in this form: UTF-8, a line break at its end.
    public func render(_ report: ComplianceReport) -> [UInt8] {
        switch self {
        case .html: HTMLReport(report).bytes
        case .markdown: Array(ComplianceMarkdown(report).text.utf8)
        case .csv: ComplianceCSV.bytes(of: report)
        case .json: ComplianceJSON(report).bytes
        case .oscal: OSCALReport(report).bytes
        case .hdf: HDFReport(report).bytes
        }
    }
}
