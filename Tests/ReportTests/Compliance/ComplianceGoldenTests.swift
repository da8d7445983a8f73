import Report
import TestSupport
import Testing

@Suite struct ComplianceGoldenTests {
    /// The page has tests of its own.
    private static let formats = ComplianceFormat.allCases.filter { $0 != .html }

    @Test(arguments: formats)
    func `A report of every verdict`(_ format: ComplianceFormat) throws {
        try expectGolden(ComplianceCase.mixed.render(format), "mixed.\(format.suffix)")
    }

    @Test(arguments: formats)
    func `A report of what was measured`(_ format: ComplianceFormat) throws {
        try expectGolden(ComplianceCase.measured.render(format), "measured.\(format.suffix)")
    }

    @Test(arguments: [ComplianceFormat.markdown, .json])
    func `A report that is compared with an earlier one`(_ format: ComplianceFormat) throws {
        try expectGolden(
            String(decoding: format.render(ComparisonTests.compared()), as: UTF8.self), "since.\(format.suffix)")
    }
}

extension ComplianceFormat {
    fileprivate var suffix: String {
        switch self {
        case .html: "html"
        case .markdown: "md"
        case .csv: "csv"
        case .json: "json"
        case .oscal: "oscal.json"
        case .hdf: "hdf.json"
        }
    }
}
