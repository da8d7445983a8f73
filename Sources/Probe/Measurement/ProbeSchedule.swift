import LinuxSystem

/// The steps of a probe and how long they take, about, so that the time left can be told.
struct ProbeSchedule {
    private var steps: [Double] = []
    private var started = MonotonicClock.now
    private var step = ""
    private var isStarted = false

    /// Adds a step of so many seconds.
    mutating func add(_ seconds: Double) { steps.append(seconds) }

    /// Goes on to the next step.
    mutating func begin(_ step: String) {
        if isStarted, !steps.isEmpty { steps.removeFirst() }
        isStarted = true
        started = MonotonicClock.now
        self.step = step
    }

    /// How far it is now.
    func progress(mbps: Double? = nil) -> ProbeProgress {
        let elapsed = Double(MonotonicClock.now - started) / 1e9
        let rest = max(0, (steps.first ?? 0) - elapsed)
        return ProbeProgress(step: step, mbps: mbps, secondsLeft: rest + steps.dropFirst().reduce(0, +))
    }
}
