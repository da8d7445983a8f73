/// The report for people who sign: one HTML file without external parts.
public struct HTMLReport: Sendable {
    /// The page.
    public let text: String

    /// The page in UTF-8.
    public var bytes: [UInt8] { Array(text.utf8) }

    /// The page of `report`.
    public init(_ report: ComplianceReport) { self.init(report, PageLimits()) }

    /// The page of `report` within `limits`.
    init(_ report: ComplianceReport, _ limits: PageLimits) {
        let content = PageContent(report, limits)
        let sentence = ConclusionSentence(content)
        var sections = [
            StandingSection(content).section,
            UnknownSection(content).section,
        ]
        if content.hasMatrix {
            sections.append(
                content.hasClusterMatrix ? ClusterMatrixSection(content).section : MatrixSection(content).section)
        }
        sections += [
            PathSection(content).section,
            TrialSection(content).section,
            FindingsSection(content).section,
        ]
        let changes = ChangesSection(content).section
        let taken = (sections + [changes]).map(\.markup.size).reduce(0, +)
        sections += [VerdictsSection(content, bytes: limits.bytes - taken).section, changes]
        let leftOut = sections.flatMap(\.leftOut)
        sections += [InputsSection(content, leftOut: leftOut).section, SignatureSection.section]
        sections.removeAll(where: \.markup.isEmpty)
        let head = PageHead(content, sentence, leftOut: leftOut.count).markup
        text = PageFrame(report, title: sentence.short).page(head, sections).html
    }
}
