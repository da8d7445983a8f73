import Evidence
import Facts
import Glibc
import Inventory
import Report
import RuleEngine
import SourceText

/// What the rules say of everything that a command line names, passes included.
struct JudgedEstate {
    let store: FactStore
    let evaluation: Evaluation
    /// The report that this one is compared with.
    let since: SourceFile?
    private let rules: [Rule]
    private let packName: String
    private let packFiles: [SourceFile]
    private let evidencePaths: [String]
    private let decisions: [(file: SourceFile, role: ReportInput.Role)]

    /// Reads and judges it; `outputs` must not be among what is read.
    init(
        _ paths: [String], evidence: EvidenceOptions, selection: RuleSelection, suppression: SuppressionOptions,
        configurationOptions: ConfigurationOptions, since: String?, outputs: [String]
    ) throws {
        let configuration = try configurationOptions.configuration(for: InventoryPaths.files(paths))
        let inputs = try InventoryPaths.files(
            paths, besides: suppression.files(configuration) + selection.folders(configuration))
        let further = suppression.files(configuration) + [since, configuration?.file.path].compactMap(\.self)
        try OutputFile.check(
            outputs, besides: inputs + evidence.paths + further + (try selection.files(configuration)))
        let pack = try selection.pack(configuration: configuration)
        let settings = try configuration?.settings(for: pack) ?? RuleSettings()
        rules = pack.rules.filter { !$0.checks.isEmpty && !settings.isOff($0) }
        guard !rules.isEmpty else {
            throw CommandFailure("every rule is turned off, so nothing would be checked")
        }
        self.since = try since.map { try SourceFile.read($0, onlyRegular: true) }
        let suppressions = try suppression.read(configuration, for: pack)
        store = try InventoryInput.load(inputs, evidence: evidence, limits: pack.limits)
        var progress = Progress()
        progress.show("checking \(pack.rules.count) rules")
        defer { progress.clear() }
        var evaluation = try Evaluation(
            pack, on: store, settings: settings, cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), keepsPasses: true)
        _ = try suppressions.apply(to: &evaluation, of: pack, on: store, settings: settings)
        self.evaluation = evaluation
        evidencePaths = evidence.paths
        packName = selection.name(configuration)
        packFiles = pack.files
        decisions =
            suppressions.files + (configuration.map { [($0.file, .configuration)] } ?? [])
            + (self.since.map { [($0, .since)] } ?? [])
    }

    /// The report of it; `written` is the time in RFC 3339, UTC.
    func report(written: String) throws -> ComplianceReport {
        let evidence = Set(evidencePaths)
        let files: [(file: SourceFile, role: ReportInput.Role)] =
            store.files.map { ($0, evidence.contains($0.path) ? .evidence : .inventory) } + decisions
        let measured = store.files.filter { evidence.contains($0.path) }
        return ComplianceReport(
            toolName: "vmotion-preflight", toolVersion: version,
            pack: .init(name: packName, sha256: Checksum.sha256(of: packFiles)), written: written,
            inputs: files.map {
                ReportInput(
                    path: $0.file.path, role: $0.role, bytes: $0.file.bytes.count,
                    sha256: Checksum.sha256(of: $0.file.bytes))
            },
            estate: try store.estate(), rules: rules, evaluation: evaluation,
            measurements: try store.measurements(in: measured))
    }
}
