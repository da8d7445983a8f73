import Facts

/// The keys of rule files, declared once: what ``RuleFile`` and ``RuleTest`` let pass and the JSON Schema come from here.
enum RuleFormat {
    /// A rule.
    static let rule = DocumentMapping(
        "A rule of vmotion-preflight: metadata, the check, its documentation and its own tests.",
        keys: [
            DocumentKey(
                "id", ["type": "string", "pattern": "^[A-Z0-9-]+$", "examples": ["VMN501", "ACME001"]],
                "Capital letters, digits and hyphens; no two rules of a run have one.", isRequired: true),
            DocumentKey("name", .someText, "A short name, words joined by hyphens.", isRequired: true),
            DocumentKey("title", .someText, "The requirement in one sentence.", isRequired: true),
            DocumentKey(
                "severity", .choice(of: Severity.self), "How much it matters when it is not met.", isRequired: true),
            DocumentKey("category", .someText, "The folder that the rule lies in.", isRequired: true),
            DocumentKey(
                "status", .choice(of: Rule.Status.self), "Whether the rule may change without notice; stable by itself."
            ),
            DocumentKey(
                "appliesTo",
                [
                    "type": "string", "pattern": .text("^ *\(release) *(, *\(release) *)*$"),
                    "examples": [">= 5.0, < 6.0"],
                ],
                "The releases it concerns, such as \">= 5.0, < 6.0\"; all when it is not there."),
            DocumentKey(
                "ignorable", ["type": "boolean"],
                "Whether a waiver, a comment or a configuration may silence the rule; true by itself."),
            DocumentKey(
                "parameters",
                [
                    "type": "object", "additionalProperties": parameter.schema,
                    "propertyNames": ["pattern": "^[A-Za-z0-9]+$"],
                ],
                "Figures that a configuration may change; the SQL has them as :name."),
        ] + checkKeys.map(\.optional) + [
            DocumentKey(
                "checks", .list(of: check.schema), "Several looks at the facts, in place of the keys of one."),
            DocumentKey(
                "message", .someText,
                "What a finding says; {column} stands for a column of the failing row or of the query.",
                isRequired: true),
            DocumentKey("why", .someText, "Why the requirement exists.", isRequired: true),
            DocumentKey(
                "fix", fix.schema, "What to do about a finding; the texts take placeholders.", isRequired: true),
            DocumentKey("references", .texts, "Where the requirement comes from."),
            DocumentKey(
                "frameworks", ["type": "object", "additionalProperties": .texts],
                "Requirements of frameworks that the rule stands for, by framework."),
            DocumentKey(
                "supersededBy", .texts, "Rules whose finding on the same defect makes one of this rule superfluous."),
            DocumentKey(
                "tests", .list(of: test.schema), "Inventories, and evidence, with the verdicts that they must give."),
        ],
        further: [
            "if": [
                "anyOf": [["required": ["checks"]], ["properties": ["category": ["const": .text(Rule.housekeeping)]]]]
            ],
            "else": .object(
                oneRequirement.merging(["required": .texts(checkKeys.filter(\.isRequired).map(\.name))]) { $1 }),
        ])

    /// One of several checks.
    static let check = DocumentMapping("One look at the facts.", keys: checkKeys, further: oneRequirement)

    /// A parameter.
    static let parameter = DocumentMapping(
        "A figure of the rule that a configuration may change.",
        keys: [
            DocumentKey(
                "default", ["type": ["string", "number", "null"]], "What it is when nobody changes it.",
                isRequired: true),
            DocumentKey("what", .someText, "What it decides, in one sentence.", isRequired: true),
        ])

    /// What to do about a finding.
    static let fix = DocumentMapping(
        "What to do about a finding.",
        keys: [
            DocumentKey("text", .someText, "In words.", isRequired: true),
            DocumentKey("powercli", .someText, "As PowerCLI."),
            DocumentKey("esxcli", .someText, "As commands of the ESXi shell."),
        ])

    /// A test.
    static let test = DocumentMapping(
        "An inventory, and evidence, with the verdicts that they must give.",
        keys: [
            DocumentKey("name", .someText, "What the test shows.", isRequired: true),
            DocumentKey("inventory", ["$ref": "#/$defs/inventory"], "The inventory.", isRequired: true),
            DocumentKey(
                "evidence", ["type": ["object", "array"], "items": ["type": "object"]],
                "The evidence, one file or several; observed: says what is seen around it."),
            DocumentKey("expect", expect.schema, "What must be found; no finding is one too many.", isRequired: true),
        ])

    /// What a test expects.
    static let expect = DocumentMapping(
        "What must be found; no finding is one too many.",
        keys: [
            DocumentKey(
                "pass", ["anyOf": [["type": "integer", "minimum": 0], .list(of: .passes)]],
                "How many subjects meet the requirement, or which."),
            DocumentKey("fail", .list(of: .findings), "The subjects that do not."),
            DocumentKey("unknown", .list(of: .findings), "The subjects of which a fact is missing."),
        ])

    /// A finding that a test expects.
    static let expectation = DocumentMapping(
        "A finding that is expected.",
        keys: [
            DocumentKey("subject", .someText, "The end of the subject's name, such as esx1/vmk1.", isRequired: true),
            DocumentKey("at", .someText, "The column that the finding points at."),
            DocumentKey("severity", .choice(of: Severity.self), "Its severity."),
            DocumentKey("missing", .texts, "The facts that are missing, such as vmkernelAdapters.mtu."),
            DocumentKey("peers", .texts, "Ends of the names of what it is compared to."),
        ])

    /// A pass that a test expects.
    static let passing = DocumentMapping(
        "A subject that is expected to meet the requirement.",
        keys: [
            DocumentKey("subject", .someText, "The end of the subject's name, such as esx1/vmk1.", isRequired: true),
            DocumentKey("observed", .someText, "What is observed."),
            DocumentKey("expected", .someText, "What is expected."),
        ])

    private static let checkKeys = [
        DocumentKey(
            "subject", ["enum": .texts(FactSchema.tables.map(\.name) + DerivedFacts.tables.map(\.name))],
            "The table whose rows are judged; vmotion-preflight schema tables describes all.", isRequired: true),
        DocumentKey(
            "where", ["anyOf": [.someText, .conditions]],
            "Which of its rows, as SQL in which s is the row, or as columns with conditions."),
        DocumentKey(
            "requires", ["anyOf": [.column, .facts, .list(of: ["anyOf": [.column, .facts]])]],
            "Columns that must be captured, else the verdict is unknown; {column: table.fact} names what a column stands for."
        ),
        DocumentKey("require", .conditions, "Conditions on the row's own columns, such as {mtu: \"<= {switchMtu}\"}."),
        DocumentKey(
            "query", .someText,
            "SQL that returns the rows which fail: subject (an id), and observed, expected, peers and more as needed."),
        DocumentKey(
            "shows", .someText,
            "SQL that tells what the rows which meet the requirement have: subject (an id), and any of at, observed and expected; of several rows of one subject the first counts."
        ),
        DocumentKey("at", .factName, "The column that a finding points at, or table.column.", isRequired: true),
        DocumentKey("peersAt", .factName, "The column that a finding's peers point at; the same when it is not there."),
    ]

    private static let oneRequirement: [String: JSONValue] = [
        "oneOf": [["required": ["require"]], ["required": ["query"]]]
    ]

    private static let release = "(>=|<=|<|>) +[0-9][0-9A-Za-z.]*"
}
