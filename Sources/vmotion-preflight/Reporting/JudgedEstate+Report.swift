import Facts
import Report
import RuleEngine
import SourceText

extension JudgedEstate {
    /// The report of it, whose passes were kept; `written` is the time in RFC 3339, UTC, `since` an earlier report.
    func report(written: String, since: SourceFile? = nil) throws -> ComplianceReport {
        let evidence = Set(judge.inputs.evidence.paths)
        let files: [(file: SourceFile, role: ReportInput.Role)] =
            store.files.map { ($0, evidence.contains($0.path) ? .evidence : .inventory) } + judge.decisions.files
            + [judge.inputs.configuration.map { ($0.file, .configuration) }, since.map { ($0, .since) }]
            .compactMap(\.self)
        var report = ComplianceReport(
            toolName: "vmotion-preflight", toolVersion: version,
            pack: .init(
                name: judge.inputs.selection.name(judge.inputs.configuration),
                sha256: Checksum.sha256(of: judge.pack.files)),
            arguments: judge.inputs.arguments + (since.map { ["--since", $0.path] } ?? []), written: written,
            inputs: files.map {
                ReportInput(
                    path: $0.file.path, role: $0.role, bytes: $0.file.bytes.count,
                    sha256: Checksum.sha256(of: $0.file.bytes))
            },
            estate: try store.estate(), rules: judge.rules, evaluation: evaluation,
            measurements: try store.measurements(in: store.files.filter { evidence.contains($0.path) }))
        if let since { report.comparison = try Comparison(of: report, since: ReportFile(since)) }
        return report
    }
}
