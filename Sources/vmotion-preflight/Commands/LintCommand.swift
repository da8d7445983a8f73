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
              vmotion-preflight lint captured.yaml overlay.yaml --fail-on unknown
              vmotion-preflight lint inventory.yaml --evidence probe.evidence.json --max-evidence-age 30d
              vmotion-preflight lint inventory.yaml --fix --diff
              vmotion-preflight lint inventories/ --baseline baseline.json --group
              vmotion-preflight lint inventories/ --report sarif=lint.sarif
              vmotion-preflight lint inventories/ --report csv=a.csv --report gitlab=b.json
              vmotion-preflight lint inventories/ --report markdown=$GITHUB_STEP_SUMMARY
              cat inventory.json | vmotion-preflight lint -

            EXIT CODES
              0  nothing that --fail-on names
              1  findings that it names; with --diff, something to fix
              2  usage, unreadable input, an error in a rule, a file not to be fixed
            """)

    @Argument(
        help: ArgumentHelp("Inventory files or directories; - is the standard input.", valueName: "file"),
        completion: .inventories)
    var paths: [String]

    @OptionGroup var evidence: EvidenceOptions

    @OptionGroup var selection: RuleSelection

    @OptionGroup var fixing: FixOptions

    @Option(help: "What is printed.")
    var format = ReportFormat.text

    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "Also write a report in one of these formats to a file. May be repeated.", valueName: "format=file"),
        completion: .list(ReportFormat.allCases.map { $0.rawValue + "=" }))
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
            "What makes the exit code 1: error, warning, info (each with those above it), unknown, joined by commas; or never; error when neither this nor the configuration says it.",
            valueName: "levels"),
        completion: .list(Severity.allCases.map(\.rawValue) + ["unknown", "never"]))
    var failOn: FailureLevels?

    @OptionGroup(title: "Living with findings") var decisions: DecisionOptions

    @OptionGroup(title: "Living with findings") var baselineOutput: BaselineOutputOptions

    @OptionGroup(title: "Configuration") var configurationOptions: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "Also write a script that mends what is found, to be read before it is run: powercli or esxcli. May be repeated.",
            valueName: "language=file"),
        completion: .list(["powercli=", "esxcli="]))
    var remediation: [RemediationDestination] = []

    @Flag(help: "Print on the standard error what each rule cost.")
    var profile = false

    @Option(
        name: .customLong("export-db"),
        help: ArgumentHelp("Also write the facts as an SQLite database.", valueName: "file"),
        completion: .file())
    var exportedDatabase: String?

    @Option(help: "When to colour; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    func run() throws {
        let inputs = try EstateInputs(
            paths, evidence: evidence, selection: selection, decisions: decisions, configuration: configurationOptions,
            besides: [baselineOutput.former].compactMap(\.self))
        let outputs = reports.map(\.path) + remediation.map(\.path) + [exportedDatabase].compactMap(\.self)
        try OutputFile.check(
            outputs, besides: inputs.decisionFiles + [baselineOutput.former].compactMap(\.self))
        // A baseline may take its own place.
        let all = outputs + [baselineOutput.path].compactMap(\.self)
        let waivers = decisions.waiversPath(inputs.configuration)
        try OutputFile.check(all, besides: inputs.files + (try inputs.ruleFiles()) + [waivers].compactMap(\.self))
        if fixing.diff { return try fixing.printDiff(of: inputs.inventories, insteadOf: all) }
        let fixes = try fixing.prepare(inputs.inventories)
        let configured = try inputs.configuration?.failOn.map(FailureLevels.init)
        let failOn = self.failOn ?? configured ?? .standard
        let judge = try Judge(inputs, withoutBaseline: baselineOutput.path != nil)
        for fixed in fixes.list { try judge.decisions.check(commentsOf: fixed.fixes.file) }
        try fixes.write()
        let judged = try judge.judge()
        if profile { Console.error(CostTable(judged.evaluation.costs).text) }
        try write(judged)
        if judged.evaluation.summary[.error, default: 0] > 0 { throw ExitCode(2) }
        if baselineOutput.path == nil, judged.evaluation.findings.contains(where: failOn.name) { throw ExitCode(1) }
    }

    /// Writes all that was asked for, what is printed last.
    private func write(_ judged: JudgedEstate) throws {
        let report = LintReport(
            toolName: "vmotion-preflight", toolVersion: version, inputs: paths + evidence.paths,
            evaluation: judged.evaluation, rules: judged.judge.rules, drift: judged.drift, checkout: .current())
        let timestamp = String(Date.now.ISO8601Format().dropLast())  // UTC, without the Z
        for destination in reports {
            try OutputFile.write(
                try destination.format.render(report, timestamp: timestamp, isGrouped: group), to: destination.path)
        }
        for destination in remediation {
            let script = RemediationScript(report, in: destination.language)
            try OutputFile.write(script.text, to: destination.path)
        }
        if let exportedDatabase { try DatabaseFile.write(judged.store, to: exportedDatabase) }
        try baselineOutput.write(judged)
        let text = try format.render(
            report, timestamp: timestamp, useColor: Console.usesColor(color, descriptor: STDOUT_FILENO),
            isGrouped: group)
        try OutputFile.write(text, to: "-")
    }
}

extension ReportFormat: ExpressibleByArgument {}

extension ColorChoice: ExpressibleByArgument {}
