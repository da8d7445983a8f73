public import RuleEngine

/// The documentation of a rule pack, as Markdown: how to write a rule, a table of all, and a section for each.
public struct RulesPage {
    /// A rule with its examples.
    public struct Entry {
        let rule: Rule
        let bad: RuleExample?
        let good: RuleExample?

        /// A rule with an inventory in which it fails and one in which it passes.
        public init(_ rule: Rule, examples: (bad: RuleExample?, good: RuleExample?)) {
            self.rule = rule
            (bad, good) = examples
        }
    }

    /// The page.
    public let markdown: String

    /// A page of `entries`, made by `command`.
    public init(_ entries: [Entry], command: String) {
        let categories = Self.categories(of: entries.map(\.rule))
        let tables = categories.map { category in
            "\n### \(category)\n\n" + Self.table(entries.map(\.rule).filter { $0.category == category })
        }
        markdown =
            Self.head(command) + tables.joined() + "\n## Each rule\n"
            + entries.map { RuleSection($0).markdown }.joined()
    }

    private static func head(_ command: String) -> String {
        """
        # The rules

        Written by `\(command)` from the rule files; the same text of one rule: `vmotion-preflight rules explain VMN501`.

        ## A rule of one's own

        A rule is one YAML file: metadata, the check, the documentation and its own tests. This writes one to start from,
        whose tests pass, and runs them:

        ```
        vmotion-preflight rules new ACME001 vmkernel-mtu-is-9000 --directory rules
        vmotion-preflight rules test --strict --rules rules
        vmotion-preflight lint inventory.yaml --rules builtin --rules rules
        ```

        \(Markdown.fenced(RuleScaffold.text(id: "ACME001", name: "vmkernel-mtu-is-9000"), as: "yaml"))
        - Where `require` is not enough, `query` is SQL over [the tables](TABLES.md) that returns the rows which fail, with their
          `id` as `subject`; `observed`, `expected` and `peers` (ids joined by commas) tell the rest, and other columns fill the
          placeholders of the texts.
        - `shows` is a second query, for reports: what the rows that meet the requirement have (`observed`), should have
          (`expected`) and where that is written (`at`), by `subject`. What it returns of other rows is ignored, and of several
          rows of one subject the first counts. Conditions need none.
        - A fact that was not captured is NULL, "captured: none" is the empty text (0 for numbers). `requires` makes a row
          **unknown** that lacks one, so that missing data neither passes nor fails.
        - A rule may look at what was measured as well: a test then has `evidence` beside its `inventory`, one file or several,
          in which `observed` says what is seen around the file. The tables are empty where no evidence is given.
        - A test says how many subjects pass, or which: `pass: [{subject: esx1, observed: 8 ms, expected: at most 10 ms}]`.
        - `rules test --strict` asks for a test that passes, one that fails, and one in which a fact is missing.
        - [The JSON Schema](../Samples/schemas/rule.schema.json) lists every key; editors complete from it.

        ## All rules

        """
    }

    /// The categories in the order in which rules first name them.
    private static func categories(of rules: [Rule]) -> [String] {
        var known: Set<String> = []
        return rules.map(\.category).filter { known.insert($0).inserted }
    }

    private static func table(_ rules: [Rule]) -> String {
        let rows = rules.map { rule in
            [
                "[\(rule.id)](#\(rule.id.lowercased()))", rule.severity.rawValue, Markdown.prose(rule.title),
                Markdown.prose(rule.appliesTo?.description ?? "all releases"), Markdown.prose(rule.frameworkList),
            ]
        }
        let head = [
            ["id", "severity", "requirement", "applies to", "frameworks"], ["---", "---", "---", "---", "---"],
        ]
        return (head + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }
}

extension Rule {
    /// The frameworks with the requirements, on one line.
    fileprivate var frameworkList: String {
        frameworks.map { "\($0.name): \($0.requirements.joined(separator: ", "))" }.joined(separator: "; ")
    }
}
