import Foundation
import LinuxSystem
import TestSupport

/// What strikes a migration.
enum TrialFault: String, CaseIterable, Sendable {
    case none
    case cutForASecond
    case cut
    case cutThere
    case cutBack
    case corruptThere
    case corruptBack
    case replayThere
    case replayBack
    case stranger
    case sourceKilled
    case destinationKilled
    case destinationOutOfMemory
    case destinationStopped
    case controllerKilled
    case interrupted

    /// Whether a migration has to survive it.
    var isHarmless: Bool {
        switch self {
        case .none, .cutForASecond, .stranger: true
        default: false
        }
    }

    /// Whether a guest that moved need not be heard any more.
    var mayEndHeartbeats: Bool {
        switch self {
        case .cut, .cutBack, .destinationKilled, .destinationOutOfMemory: true
        default: false
        }
    }

    /// How long a connection may stand still: longer than a cut, or a busy machine, that has to be survived.
    var networkTimeout: String { isHarmless ? "4s" : "1s" }

    /// Has it happen to `trial`.
    func strike(_ trial: RunningTrial) throws {
        let (link, near, far) = (trial.place.link, trial.place.near, trial.place.far)
        switch self {
        case .none: break
        case .cutForASecond: try link.tell("cut both 1")
        case .cut: try link.tell("cut")
        case .cutThere: try link.tell("cut forward")
        case .cutBack: try link.tell("cut reverse")
        case .corruptThere: try link.tell("corrupt forward 1 1")
        case .corruptBack: try link.tell("corrupt reverse 1 1")
        case .replayThere: try link.tell("replay forward 1 1")
        case .replayBack: try link.tell("replay reverse 1 1")
        case .stranger: try knock(trial)
        case .sourceKilled: for process in trial.hosts(in: near) { kill(process, SIGKILL) }
        case .destinationKilled: for process in trial.hosts(in: far) { kill(process, SIGKILL) }
        case .destinationOutOfMemory:
            for process in trial.hosts(in: far) {
                try must(["prlimit", "--pid", "\(process)", "--as=1000000:1000000"])
            }
        case .destinationStopped:
            let stopped = trial.hosts(in: far)
            for process in stopped { kill(process, SIGSTOP) }
            usleep(1_500_000)
            for process in stopped { kill(process, SIGCONT) }
        case .controllerKilled: for process in trial.controllers { kill(process, SIGKILL) }
        case .interrupted: try trial.interrupt()
        }
    }

    /// Somebody else comes to the port: with nothing, with nonsense, and with many connections.
    private func knock(_ trial: RunningTrial) throws {
        let script = """
            import socket, sys, time
            held = []
            for turn in range(60):
                try:
                    s = socket.create_connection((sys.argv[1], 8000), 0.5)
                    if turn % 3: s.sendall(bytes(turn * 7 % 256 for _ in range(turn * 100)))
                    held.append(s)
                except OSError: pass
                time.sleep(0.01)
            """
        _ = try trial.place.near.run("python3", "-c", script, trial.place.link.wire.far.ipv4, seconds: 30)
    }
}
