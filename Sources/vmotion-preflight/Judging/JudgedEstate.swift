import Facts
import RuleEngine

/// What the rules say of everything that a command line names.
struct JudgedEstate {
    /// By whom.
    let judge: Judge
    /// The facts.
    let store: FactStore
    let evaluation: Evaluation
    /// How the findings differ from the baseline's.
    let drift: BaselineDrift?
}
