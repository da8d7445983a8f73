public import RuleEngine

/// What a lint run has to tell, whatever form it is told in.
public struct LintReport: Sendable {
    /// The program that looked.
    public let toolName: String

    /// Its version.
    public let toolVersion: String

    /// The files and folders it was given, as they were given.
    public let inputs: [String]

    /// The verdicts.
    public let evaluation: Evaluation

    /// The rules that were asked, those without a finding among them; every finding's rule is here.
    public let rules: [Rule]

    /// How the findings differ from those of a baseline.
    public let drift: BaselineDrift?

    /// Where the inputs lie.
    public let checkout: Checkout

    /// A report on what `rules` say of `inputs`.
    public init(
        toolName: String, toolVersion: String, inputs: [String], evaluation: Evaluation, rules: [Rule],
        drift: BaselineDrift? = nil, checkout: Checkout = Checkout()
    ) {
        self.drift = drift
        self.toolName = toolName
        self.toolVersion = toolVersion
        self.inputs = inputs
        self.evaluation = evaluation
        self.checkout = checkout
        var known = Set(rules.map(\.id))
        self.rules = rules + evaluation.findings.map(\.rule).filter { known.insert($0.id).inserted }
    }
}
