public import ArgumentParser
import FoundationEssentials
import Glibc
import Inventory
public import Report
import RuleEngine
import SourceText

/// `lint`: checks inventories against the rules.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check host inventories against the rules.",
        discussion: """
            A directory stands for the .yaml, .yml and .json files in it and below; several files merge by the names of hosts.

            EXAMPLES
              vmotion-preflight lint inventory.yaml
              vmotion-preflight lint captured.yaml overlay.yaml --fail-on warning,unknown
              vmotion-preflight lint inventories/ --format github --report sarif=lint.sarif --report junit=lint.xml
              vmotion-preflight lint inventories/ --format github --report markdown=$GITHUB_STEP_SUMMARY --group
              vmotion-preflight lint inventories/ --report gitlab=gl-code-quality-report.json --report csv=lint.csv
              cat inventory.json | vmotion-preflight lint -

            EXIT CODES
              0  nothing that --fail-on names
              1  findings that --fail-on names
              2  usage, unreadable input or an error in a rule
            """)

    @Argument(help: ArgumentHelp("Inventory files or directories; - is the standard input.", valueName: "file"))
    var paths: [String]

    @OptionGroup var selection: RuleSelection

    @Option(help: "What is printed.")
    var format = ReportFormat.text

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "Also write a report in one of these formats to a file. May be repeated.", valueName: "format=file"))
    var reports: [ReportDestination] = []

    @Flag(
        help: ArgumentHelp(
            """
            Tell once of findings that are equal but for the host, in text, github and markdown. The other formats are for \
            programs, which know each finding by its fingerprint, and keep every one.
            """))
    var group = false

    @Option(
        help: ArgumentHelp(
            "What makes the exit code 1: error, warning, info (each with those above it), unknown, joined by commas; or never.",
            valueName: "levels"))
    var failOn = FailureLevels.standard

    @Option(help: "When to colour; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    func run() throws {
        let inputs = try InventoryPaths.files(paths)
        for destination in reports {
            guard !inputs.contains(where: { OutputFile.isSame($0, destination.path) }) else {
                throw Diagnostic(
                    .error, path: destination.path, message: "is an input, so no report is written over it")
            }
        }
        let pack = try selection.pack()
        let store = try InventoryInput.load(paths, limits: pack.limits)
        var progress = Progress()
        progress.show("checking \(pack.rules.count) rules")
        let evaluation = try Evaluation(pack, on: store, cores: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        progress.clear()
        let report = LintReport(
            toolName: "vmotion-preflight", toolVersion: version, inputs: paths, evaluation: evaluation,
            rules: pack.rules, checkout: .current())
        let timestamp = String(Date.now.ISO8601Format().dropLast())  // UTC, without the Z
        for destination in reports {
            try OutputFile.write(
                try destination.format.render(report, timestamp: timestamp, isGrouped: group), to: destination.path)
        }
        let text = try format.render(
            report, timestamp: timestamp, useColor: Console.usesColor(color, descriptor: STDOUT_FILENO),
            isGrouped: group)
        try OutputFile.write(text, to: "-")
        if evaluation.summary[.error, default: 0] > 0 { throw ExitCode(2) }
        if evaluation.findings.contains(where: failOn.name) { throw ExitCode(1) }
    }
}

/// A report's format and file, as `--report` takes them.
struct ReportDestination: ExpressibleByArgument {
    let format: ReportFormat
    let path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty, let format = ReportFormat(rawValue: parts[0]) else { return nil }
        self.format = format
        path = parts[1]
    }
}

/// What `--fail-on` names.
struct FailureLevels: ExpressibleByArgument {
    static let standard = FailureLevels(severity: .error, includesUnknown: false)

    private var severity: Severity?
    private var includesUnknown = false

    private init(severity: Severity?, includesUnknown: Bool) {
        self.severity = severity
        self.includesUnknown = includesUnknown
    }

    init?(argument: String) {
        guard argument != "never" else { return }
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            if word == "unknown" {
                includesUnknown = true
            } else if let level = Severity(rawValue: String(word)) {
                severity = max(severity ?? level, level)
            } else {
                return nil
            }
        }
    }

    var defaultValueDescription: String { "error" }

    /// Whether `finding` is one of those named.
    func name(_ finding: Finding) -> Bool {
        switch finding.verdict {
        case .fail: severity.map { finding.severity <= $0 } ?? false
        case .unknown: includesUnknown
        default: false
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}

extension ColorChoice: ExpressibleByArgument {}
