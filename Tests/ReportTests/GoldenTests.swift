import Report
import TestSupport
import Testing

@Suite struct GoldenTests {
    @Test(arguments: ReportFormat.allCases)
    func `A report of everything`(_ format: ReportFormat) throws {
        try expectGolden(Estate.mixed.render(format), "mixed.\(format.suffix)")
    }

    @Test(arguments: ReportFormat.allCases)
    func `A clean report`(_ format: ReportFormat) throws {
        try expectGolden(Estate.clean.render(format), "clean.\(format.suffix)")
    }

    @Test(arguments: [ReportFormat.text, .github, .markdown])
    func `A report of groups`(_ format: ReportFormat) throws {
        try expectGolden(Estate.alike.render(format, isGrouped: true), "grouped.\(format.suffix)")
    }
}

extension ReportFormat {
    fileprivate var suffix: String {
        switch self {
        case .text: "txt"
        case .json: "json"
        case .sarif: "sarif"
        case .junit: "xml"
        case .github: "github"
        case .gitlab: "gitlab"
        case .csv: "csv"
        case .markdown: "md"
        case .jsonl: "jsonl"
        }
    }
}
