public import RuleEngine
public import SourceText

/// A report that was written as JSON, as far as another is compared with it or its inputs are looked at again.
public struct ReportFile: Sendable, Equatable {
    /// A verdict.
    public struct Entry: Sendable, Equatable {
        /// The rule's id.
        public let rule: String
        /// The subject's natural key.
        public let subject: String
        /// What was said.
        public let verdict: Verdict
        /// How much a failure matters.
        public let severity: Severity
        /// What was there.
        public let observed: String?

        /// What it amounts to.
        public var standing: Standing { Standing(verdict, severity) }
    }

    /// The file.
    public let path: String
    /// The program that wrote it.
    public let toolName: String
    /// Its version.
    public let toolVersion: String
    /// The rules that were asked.
    public let pack: ComplianceReport.Pack
    /// When it was written.
    public let written: String
    /// What it rests on.
    public let inputs: [ReportInput]
    /// Its verdicts, in its order.
    public let entries: [Entry]

    /// The report in `file`.
    ///
    /// - Throws: a diagnostic with its place when it is none, is damaged, or was written by a later version.
    public init(_ file: SourceFile) throws(Diagnostic) {
        let read = try ReportFileReader.read(file)
        path = file.path
        (toolName, toolVersion) = (read.toolName, read.toolVersion)
        pack = ComplianceReport.Pack(name: read.packName, sha256: read.packHash)
        written = read.written
        (inputs, entries) = (read.inputs, read.entries)
    }
}
