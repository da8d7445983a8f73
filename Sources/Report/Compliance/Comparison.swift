/// How a report differs from an earlier one: what of each requirement and subject.
public struct Comparison: Sendable, Equatable {
    /// A verdict that differs.
    public struct Change: Sendable, Equatable {
        /// The rule's id.
        public let rule: String
        /// The subject's natural key.
        public let subject: String
        /// The verdict of the earlier report; nothing where it had none.
        public let before: Standing?
        /// The verdict of this report; nothing where it has none.
        public let now: Standing?
        /// What was observed then.
        public let observedBefore: String?
        /// What is observed in this report.
        public let observedNow: String?
    }

    /// The earlier report's file.
    public let path: String
    /// When that was written.
    public let written: String
    /// What got worse, in the order of the rules.
    public let worse: [Change]
    /// What got better.
    public let better: [Change]
    /// What does not pass and was not there.
    public let new: [Change]
    /// What did not pass and is not there any more.
    public let gone: [Change]
    /// How many verdicts are what they were.
    public let unchanged: Int
    /// How many passes there are of subjects or requirements that were not there.
    public let newPasses: Int
    /// How many passes are not there any more.
    public let gonePasses: Int
}
