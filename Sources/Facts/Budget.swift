/// What one rule's queries may cost.
public struct Budget: Sendable {
    /// Instructions of SQLite's virtual machine.
    public var steps: Int

    /// Seconds of processor time.
    public var seconds: Double

    /// Bytes that SQLite may take on top of what it has; it counts those of all connections of the process together.
    public var memory: Int

    /// A budget of `steps`, `seconds` and `memory`, whichever is used up first.
    public init(steps: Int, seconds: Double, memory: Int = 2 << 30) {
        self.steps = steps
        self.seconds = seconds
        self.memory = memory
    }

    /// Enough for any sensible rule over `rows` rows, and an end within seconds for an endless one.
    public static func forRows(_ rows: Int) -> Budget {
        Budget(
            steps: 50_000_000 + rows * 2_000, seconds: 10 + Double(rows) / 10_000, memory: (2 << 30) + rows * 1_024)
    }
}
