/// How many steps a vCPU owes, by its own time: the time that it stood still is not made up.
struct Pace {
    /// A vCPU that was kept from its work for longer than this lets the rest go.
    static let longestDebt: Int64 = 50_000_000

    /// The least time between two looks at the clock, in which the steps of a fast vCPU gather.
    static let tick: Int64 = 500_000

    private let stepsPerNanosecond: Double
    private var origin: Int64
    private var done = 0.0

    /// Owes nothing at `time`.
    init(stepsPerSecond: Double, from time: Int64) {
        stepsPerNanosecond = stepsPerSecond / 1e9
        origin = time
    }

    /// How many steps are owed at `time`.
    mutating func due(at time: Int64) -> Int {
        var due = Double(time &- origin) * stepsPerNanosecond - done
        let most = max(1, Double(Self.longestDebt) * stepsPerNanosecond)
        if due > most {
            done += due - most
            due = most
        }
        return Int(max(0, due))
    }

    /// Notes that `steps` are done.
    mutating func pay(_ steps: Int) { done += Double(steps) }

    /// How long from `time` until the next steps are to be done; nil for never.
    func rest(at time: Int64) -> Int64? {
        guard stepsPerNanosecond > 0 else { return nil }
        let next = Double(origin) + (done + 1) / stepsPerNanosecond
        return max(Self.tick, Int64(min(next - Double(time), 1e9)))
    }
}
