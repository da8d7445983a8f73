public import Facts
public import SourceText
import YAMLEvents

/// One requirement, as its file states it.
public struct Rule: Sendable {
    /// Whether a rule may change without notice.
    public enum Status: String, CaseIterable, Sendable {
        /// Meant to stay.
        case stable
        /// On trial.
        case preview
        /// About to go.
        case deprecated
    }

    /// A figure of the rule that a configuration may change.
    public struct Parameter: Sendable {
        /// What the rule's SQL has as `:name`.
        public let name: String
        /// What it is when nobody changes it.
        public let standard: SQLValue
        /// What it decides, in one sentence.
        public let documentation: String
    }

    /// What to do about a finding; each text may hold placeholders.
    public struct Fix: Sendable {
        /// In words.
        public let text: String
        /// As PowerCLI.
        public let powercli: String?
        /// As esxcli.
        public let esxcli: String?
    }

    /// The category of the rules on waivers and comments, which the tool judges itself: they have no checks.
    static let housekeeping = "suppression"

    /// `VMN` and three digits, or another prefix for rules of other packs.
    public let id: String
    /// A short name in words joined by hyphens.
    public let name: String
    /// The requirement in one sentence.
    public let title: String
    /// How much it matters when it is not met.
    public let severity: Severity
    /// The folder it lies in.
    public let category: String
    /// Whether it may change.
    public let status: Status
    /// The releases it concerns; all when nothing is said.
    public let appliesTo: ReleaseRange?
    /// Whether a waiver, a comment or a configuration may silence it.
    public let isIgnorable: Bool
    /// The figures that a configuration may change.
    public let parameters: [Parameter]
    /// What is looked at and what must hold; nothing for the rules on waivers and comments, which the tool itself judges.
    public let checks: [Check]
    /// What a finding says.
    public let message: Template
    /// Why the requirement exists.
    public let why: String
    /// What to do about a finding.
    public let fix: Fix
    /// Where the requirement comes from.
    public let references: [String]
    /// Requirements of frameworks that it stands for, by framework.
    public let frameworks: [(name: String, requirements: [String])]
    /// Rules whose finding on the same defect makes one of this rule superfluous.
    public let supersededBy: [String]
    /// The rule's own tests.
    public let tests: [RuleTest]
    /// The file.
    public let file: SourceFile
}

/// One look at the facts.
public struct Check: Sendable {
    /// What decides that a subject meets the requirement.
    public enum Requirement: Sendable {
        /// Conditions on the subject's own columns.
        case conditions([(column: String, condition: Condition)])
        /// A query that returns those that do not.
        case query(SQLText)
    }

    /// SQL with its place in the rule file.
    public struct SQLText: Sendable {
        let sql: String
        let node: YAMLNode
    }

    /// The table or derived table whose rows are judged.
    public let subject: String
    let subjectNode: YAMLNode
    /// Which of its rows.
    let population: SQLText?
    /// Columns that must be captured, with the fact that each stands for.
    let requires: [(column: String, fact: String, node: YAMLNode)]
    let requirement: Requirement
    /// A query that tells what is observed and what is expected of the rows that meet it.
    let shows: SQLText?
    /// The column that a finding points at.
    public let at: FactName
    /// The column that a finding's peers point at.
    let peersAt: FactName
}

extension Check {
    /// What the first condition asks for, where `values` has what it is compared to.
    func expected(_ values: [String: String]) -> String? {
        guard case .conditions(let conditions) = requirement, let first = conditions.first,
            first.condition.references.allSatisfy({ values[$0] != nil })
        else { return nil }
        return first.condition.expected.filled(values)
    }
}

/// A column of a table.
public struct FactName: Hashable, Sendable, CustomStringConvertible {
    let table: String
    let column: String

    /// `table.column`.
    public var description: String { "\(table).\(column)" }
}

/// Releases from one on, before another.
public struct ReleaseRange: Sendable, CustomStringConvertible {
    let conditions: [(comparison: String, release: String)]

    /// The range as the rule file has it.
    public let description: String

    /// An SQL expression that is 1, 0 or, when `version` is NULL, NULL.
    func sql(_ version: String) -> String {
        conditions.map { "\(version) \($0.comparison) release('\($0.release)')" }.joined(separator: " AND ")
    }
}
