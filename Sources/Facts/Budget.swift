/// What one rule's queries may cost.
public struct Budget: Sendable {
    /// Instructions of SQLite's virtual machine.
    public var steps: Int

    /// Seconds of processor time.
    public var seconds: Double

    /// A budget of `steps` and `seconds`, whichever is used up first.
    public init(steps: Int, seconds: Double) {
        self.steps = steps
        self.seconds = seconds
    }

    /// Enough for any sensible rule over `rows` rows, and an end within seconds for an endless one.
    public static func forRows(_ rows: Int) -> Budget {
        Budget(steps: 50_000_000 + rows * 2_000, seconds: 10 + Double(rows) / 10_000)
    }
}
