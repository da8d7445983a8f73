import Testing

@Suite struct FailOnTests {
    /// What a lint may come to, each by a rule of its own.
    enum Outcome: String, CaseIterable {
        case error, warning, info, unknown, clean

        var rule: RuleFixture {
            switch self {
            case .unknown: RuleFixture(query: "SELECT id AS subject, 'hosts.build' AS missing FROM hosts")
            case .clean: RuleFixture(query: "SELECT id AS subject FROM hosts WHERE name = ''")
            default: RuleFixture(severity: rawValue)
            }
        }
    }

    @Test(
        arguments: [
            (nil, [.error]), ("error", [.error]), ("warning", [.error, .warning]), ("info", [.error, .warning, .info]),
            ("unknown", [.unknown]), ("never", []), ("error,unknown", [.error, .unknown]),
            ("unknown,warning", [.error, .warning, .unknown]), ("info,unknown", [.error, .warning, .info, .unknown]),
            ("error,info", [.error, .warning, .info]), ("error,error", [.error]),
        ] as [(String?, Set<Outcome>)])
    func `A level stands for itself and those above it, unknown for itself`(
        _ levels: String?, failing: Set<Outcome>
    ) throws {
        for outcome in Outcome.allCases {
            let files = ["inventory.yaml": "hosts: [{name: esx1}]", "rules/TST001.yaml": outcome.rule.text]
            let run = try Workbench.with(files) { bench in
                try execute(
                    [Repository.binary, "lint", "inventory.yaml", "--rules", "rules"]
                        + (levels.map { ["--fail-on", $0] } ?? []), in: bench.folder)
            }
            #expect(run.exitCode == (failing.contains(outcome) ? 1 : 0), "\(outcome.rawValue)")
            #expect(run.errors.isEmpty)
            #expect(outcome == .clean || run.output.hasPrefix("\(outcome.rawValue)[TST001]: "))
        }
    }

    @Test(arguments: ["errors", ",", "error,", "never,error", "error,never", "Error", "error warning"])
    func `A wrong word is refused before anything is read`(_ levels: String) throws {
        let run = try preflight("lint", "there-is-none.yaml", "--fail-on=\(levels)")
        #expect(run.exitCode == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("invalid for '--fail-on <levels>'"))
        #expect(run.errors.contains("error, warning, info (each with those above it), unknown, joined by commas"))
    }
}
