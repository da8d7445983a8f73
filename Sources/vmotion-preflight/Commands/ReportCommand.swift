public import ArgumentParser
import FoundationEssentials
import Glibc
import Inventory
public import Report
import RuleEngine
import SourceText

/// `report`: one picture of inventories, measurements and decisions, for people who sign.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a report of every verdict, with the evidence behind it.",
        discussion: """
            Every requirement has a verdict for every subject: what was checked, what is there, what should be, and where that is \
            written or was measured. What passes is listed as well, and what is unknown with what would settle it.

            EXAMPLES
              vmotion-preflight report inventory.yaml --evidence probe.evidence.json --output report.html
              vmotion-preflight report inventory.yaml --evidence fra.evidence.json --waivers waivers.yaml --format markdown
              vmotion-preflight report inventory.yaml --format json --output 2026-11.json
              vmotion-preflight report inventory.yaml --since 2026-10.json --output report.html
              vmotion-preflight report inventory.yaml --evidence fra.evidence.json --format oscal --output assessment.json

            FILES
              --output report.html also writes report.html.sha256, with how the report was made and the sums of it and of every
              inventory, evidence and decision that it rests on; verify looks whether they are what they were, and so does
              sha256sum --check.

            EXIT CODES
              0  the report is written, and there is nothing that --fail-on names
              1  findings that it names
              2  usage, unreadable input, an error in a rule
            """)

    @Argument(
        help: ArgumentHelp("Inventory files or directories; - is the standard input.", valueName: "file"),
        completion: .inventories)
    var paths: [String]

    @OptionGroup var evidence: EvidenceOptions

    @OptionGroup var selection: RuleSelection

    @Option(help: "What is written.")
    var format = ComplianceFormat.html

    @Option(
        help: ArgumentHelp("Where to; - is the standard output.", valueName: "file"), completion: .file())
    var output = "-"

    @Option(
        help: ArgumentHelp(
            "Also tell what got better, worse, new or gone since an earlier report, written with --format json.",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "What makes the exit code 1: error, warning, info (each with those above it), unknown, joined by commas; or never (default).",
            valueName: "levels"),
        completion: .list(Severity.allCases.map(\.rawValue) + ["unknown", "never"]))
    var failOn: FailureLevels?

    @OptionGroup(title: "Living with findings") var decisions: DecisionOptions

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions

    /// What is to be judged, but for the report at `output`, which may lie beside the inventories.
    func inputs(besides output: String) throws -> EstateInputs {
        try EstateInputs(
            paths, evidence: evidence, selection: selection, decisions: decisions, configuration: configurationOptions,
            besides: [OutputFile.isReplaced(output) ? output : nil, since].compactMap(\.self))
    }

    /// The files that are named one by one, inventories and rules aside.
    var named: Set<String> {
        Set(
            evidence.paths
                + [decisions.waivers, decisions.baseline, configurationOptions.path, since].compactMap(\.self))
    }

    /// The earlier report.
    func readSince() throws -> SourceFile? { try since.map { try SourceFile.read($0, onlyRegular: true) } }

    func run() throws {
        let inputs = try inputs(besides: output)
        try OutputFile.check(
            [output, ReportSums.path(of: output)],
            besides: inputs.files + inputs.decisionFiles + (try inputs.ruleFiles()) + [since].compactMap(\.self))
        for place in [output, ReportSums.path(of: output)] where OutputFile.isReplaced(output) {
            try OutputFile.checkPlace(place)
        }
        let since = try readSince()
        let time = Date.now
        let judged = try Judge(inputs).judge(at: time, keepsPasses: true)
        let report = try judged.report(written: time.ISO8601Format(), since: since)
        let bytes = format.render(report)
        try OutputFile.write(bytes, to: output)
        if OutputFile.isReplaced(output) {
            let sums = ReportSums(of: report, as: format, bytes, at: output)
            try OutputFile.write(sums.text(), to: ReportSums.path(of: output))
            Console.error("\(output): \(report.headline)")
        }
        if judged.evaluation.summary[.error, default: 0] > 0 { throw ExitCode(2) }
        if let failOn, judged.evaluation.findings.contains(where: failOn.name) { throw ExitCode(1) }
    }
}

extension ComplianceFormat: ExpressibleByArgument {}
