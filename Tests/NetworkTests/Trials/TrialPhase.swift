/// Where in a migration a fault strikes, and how a trial is set up so that it stays there long enough to be struck.
enum TrialPhase: String, CaseIterable, Sendable {
    case preparing
    case calibrating
    case firstRound
    case laterRound
    case slowingDown
    case switchover
    case fetching
    case running
    case verifying

    /// What the progress line says there.
    var words: [String] {
        switch self {
        case .preparing: ["filling the memory"]
        case .calibrating: ["measuring the link"]
        case .firstRound: ["round 1,"]
        case .laterRound: ["round 2,", "round 3,", "round 4,", "round 5,"]
        case .slowingDown: ["vCPUs slowed by"]
        case .switchover: ["switching over"]
        case .fetching: ["fetching the rest"]
        case .running: ["runs at the destination", "looking at every page"]
        case .verifying: ["looking at every page"]
        }
    }

    /// A guest of 64 MiB on a link of 400 Mbit/s: all of it takes 1.4 s.
    var options: [String] {
        let guest = ["--memory", "64MiB"]
        switch self {
        case .preparing: return ["--memory", "512MiB", "--dirty-rate", "5MB/s"]
        case .verifying:
            return [
                "--memory", "512MiB", "--zero-memory", "448MiB", "--dirty-rate", "5MB/s", "--switchover-goal", "100ms",
            ]
        case .calibrating, .firstRound, .running:
            return guest + ["--dirty-rate", "5MB/s", "--switchover-goal", "100ms"]
        case .laterRound:
            return guest + ["--dirty-rate", "30MB/s", "--working-set", "48MiB", "--switchover-goal", "20ms"]
        case .slowingDown:
            return guest + ["--dirty-rate", "200MB/s", "--working-set", "40MiB", "--switchover-goal", "50ms"]
        case .switchover:
            // The rest is nearly all of it, and is sent while the guest stands still.
            return guest + ["--dirty-rate", "400MB/s", "--working-set", "56MiB", "--switchover-goal", "3s"]
        case .fetching:
            return guest + [
                "--dirty-rate", "200MB/s", "--working-set", "40MiB", "--switchover-goal", "50ms", "--mode",
                "quick-resume",
            ]
        }
    }

    /// Whether the source alone has the guest there, for certain.
    var isBeforeCommit: Bool {
        switch self {
        case .preparing, .calibrating, .firstRound, .laterRound, .slowingDown: true
        case .switchover, .fetching, .running, .verifying: false
        }
    }
}
