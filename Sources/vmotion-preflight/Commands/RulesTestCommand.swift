import ArgumentParser
import Glibc
import RuleEngine

/// `rules test`: runs the tests that rules carry.
struct RulesTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests in the rule files; says what is noisy and what is missing.",
        discussion: """
            EXAMPLES
              vmotion-preflight rules test
              vmotion-preflight rules test --strict --rules Rules
              vmotion-preflight rules test VMN501
            """)

    @OptionGroup var selection: RuleSelection

    @Flag(help: "A rule without a passing, a failing and a missing-fact test, references and a fix fails.")
    var strict = false

    @Argument(help: "Only these rules.", completion: .ruleIDs)
    var ids: [String] = []

    func run() throws {
        let pack = try selection.pack()
        for id in ids where pack.rule(id) == nil { throw CommandFailure(unknownRule(id, in: pack)) }
        var failed = 0
        var count = 0
        for rule in pack.rules where ids.isEmpty || ids.contains(rule.id) {
            for test in rule.tests {
                count += 1
                let problems = try test.run(of: rule, in: pack, load: InventoryInput.load)
                for problem in problems { print(problem) }
                failed += problems.isEmpty ? 0 : 1
            }
            let shortcomings = strict ? rule.shortcomings : []
            for shortcoming in shortcomings { print(shortcoming) }
            failed += shortcomings.count
        }
        print("\(count) tests, \(failed) failed")
        if failed > 0 { throw ExitCode(1) }
    }
}
