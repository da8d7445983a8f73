import Facts

/// The keys of rule files, declared once: what ``RuleFile`` and ``RuleTest`` let pass and the JSON Schema come from here.
enum RuleFormat {
    /// A rule.
    static let rule = RuleMapping(
        "A rule of vmotion-preflight: metadata, the check, its documentation and its own tests.",
        keys: [
            RuleKey(
                "id", ["type": "string", "pattern": "^[A-Z0-9-]+$", "examples": ["VMN501", "ACME001"]],
                "Capital letters, digits and hyphens; no two rules of a run have one.", isRequired: true),
            RuleKey("name", .someText, "A short name, words joined by hyphens.", isRequired: true),
            RuleKey("title", .someText, "The requirement in one sentence.", isRequired: true),
            RuleKey(
                "severity", .choice(of: Severity.self), "How much it matters when it is not met.", isRequired: true),
            RuleKey("category", .someText, "The folder that the rule lies in.", isRequired: true),
            RuleKey(
                "status", .choice(of: Rule.Status.self), "Whether the rule may change without notice; stable by itself."
            ),
            RuleKey(
                "appliesTo",
                [
                    "type": "string", "pattern": .text("^ *\(release) *(, *\(release) *)*$"),
                    "examples": [">= 5.0, < 6.0"],
                ],
                "The releases it concerns, such as \">= 5.0, < 6.0\"; all when it is not there."),
            RuleKey(
                "ignorable", ["type": "boolean"],
                "Whether a waiver, a comment or a configuration may silence the rule; true by itself."),
            RuleKey(
                "parameters",
                [
                    "type": "object", "additionalProperties": parameter.schema,
                    "propertyNames": ["pattern": "^[A-Za-z0-9]+$"],
                ],
                "Figures that a configuration may change; the SQL has them as :name."),
        ] + checkKeys.map(\.optional) + [
            RuleKey(
                "checks", .list(of: check.schema), "Several looks at the facts, in place of the keys of one."),
            RuleKey(
                "message", .someText,
                "What a finding says; {column} stands for a column of the failing row or of the query.",
                isRequired: true),
            RuleKey("why", .someText, "Why the requirement exists.", isRequired: true),
            RuleKey("fix", fix.schema, "What to do about a finding; the texts take placeholders.", isRequired: true),
            RuleKey("references", .texts, "Where the requirement comes from."),
            RuleKey(
                "frameworks", ["type": "object", "additionalProperties": .texts],
                "Requirements of frameworks that the rule stands for, by framework."),
            RuleKey(
                "supersededBy", .texts, "Rules whose finding on the same defect makes one of this rule superfluous."),
            RuleKey("tests", .list(of: test.schema), "Inventories with the verdicts that they must give."),
        ],
        further: [
            "if": [
                "anyOf": [["required": ["checks"]], ["properties": ["category": ["const": .text(Rule.housekeeping)]]]]
            ],
            "else": .object(
                oneRequirement.merging(["required": .texts(checkKeys.filter(\.isRequired).map(\.name))]) { $1 }),
        ])

    /// One of several checks.
    static let check = RuleMapping("One look at the facts.", keys: checkKeys, further: oneRequirement)

    /// A parameter.
    static let parameter = RuleMapping(
        "A figure of the rule that a configuration may change.",
        keys: [
            RuleKey(
                "default", ["type": ["string", "number", "null"]], "What it is when nobody changes it.",
                isRequired: true),
            RuleKey("what", .someText, "What it decides, in one sentence.", isRequired: true),
        ])

    /// What to do about a finding.
    static let fix = RuleMapping(
        "What to do about a finding.",
        keys: [
            RuleKey("text", .someText, "In words.", isRequired: true),
            RuleKey("powercli", .someText, "As PowerCLI."),
            RuleKey("esxcli", .someText, "As commands of the ESXi shell."),
        ])

    /// A test.
    static let test = RuleMapping(
        "An inventory with the verdicts that it must give.",
        keys: [
            RuleKey("name", .someText, "What the test shows.", isRequired: true),
            RuleKey("inventory", ["$ref": "#/$defs/inventory"], "The inventory.", isRequired: true),
            RuleKey("expect", expect.schema, "What must be found; no finding is one too many.", isRequired: true),
        ])

    /// What a test expects.
    static let expect = RuleMapping(
        "What must be found; no finding is one too many.",
        keys: [
            RuleKey("pass", ["type": "integer", "minimum": 0], "How many subjects meet the requirement."),
            RuleKey("fail", .list(of: .findings), "The subjects that do not."),
            RuleKey("unknown", .list(of: .findings), "The subjects of which a fact is missing."),
        ])

    /// A finding that a test expects.
    static let expectation = RuleMapping(
        "A finding that is expected.",
        keys: [
            RuleKey("subject", .someText, "The end of the subject's name, such as esx1/vmk1.", isRequired: true),
            RuleKey("at", .someText, "The column that the finding points at."),
            RuleKey("severity", .choice(of: Severity.self), "Its severity."),
            RuleKey("missing", .texts, "The facts that are missing, such as vmkernelAdapters.mtu."),
            RuleKey("peers", .texts, "Ends of the names of what it is compared to."),
        ])

    private static let checkKeys = [
        RuleKey(
            "subject", ["enum": .texts(InventorySchema.tables.map(\.name) + DerivedFacts.tables.map(\.name))],
            "The table whose rows are judged; vmotion-preflight schema tables describes all.", isRequired: true),
        RuleKey(
            "where", ["anyOf": [.someText, .conditions]],
            "Which of its rows, as SQL in which s is the row, or as columns with conditions."),
        RuleKey(
            "requires", ["anyOf": [.column, .facts, .list(of: ["anyOf": [.column, .facts]])]],
            "Columns that must be captured, else the verdict is unknown; {column: table.fact} names what a column stands for."
        ),
        RuleKey("require", .conditions, "Conditions on the row's own columns, such as {mtu: \"<= {switchMtu}\"}."),
        RuleKey(
            "query", .someText,
            "SQL that returns the rows which fail: subject (an id), and observed, expected, peers and more as needed."),
        RuleKey("at", .factName, "The column that a finding points at, or table.column.", isRequired: true),
        RuleKey("peersAt", .factName, "The column that a finding's peers point at; the same when it is not there."),
    ]

    private static let oneRequirement: [String: JSONValue] = [
        "oneOf": [["required": ["require"]], ["required": ["query"]]]
    ]

    private static let release = "(>=|<=|<|>) +[0-9][0-9A-Za-z.]*"
}

/// A key of a rule file.
struct RuleKey {
    let name: String
    let schema: JSONValue
    let documentation: String
    let isRequired: Bool

    init(_ name: String, _ schema: JSONValue, _ documentation: String, isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        self.documentation = documentation
        self.isRequired = isRequired
    }

    /// The key where it may be left out.
    var optional: RuleKey { RuleKey(name, schema, documentation) }
}

/// A mapping of a rule file: its keys, and what holds between them.
struct RuleMapping {
    let documentation: String
    let keys: [RuleKey]
    let further: [String: JSONValue]

    init(_ documentation: String, keys: [RuleKey], further: [String: JSONValue] = [:]) {
        self.documentation = documentation
        self.keys = keys
        self.further = further
    }
}
