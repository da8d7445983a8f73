import Evidence
import LinuxSystem

/// What a vCPU did on this host, in nanoseconds of this host's monotonic clock.
struct VCPUFigures: Codable, Sendable, Equatable {
    /// Pages that it wrote to, one a step, since the guest first started, on whatever host.
    var steps: UInt64

    /// How long it has been there, the time that it was stopped included.
    var totalNanoseconds: Int64

    /// How long it stood still with the whole guest.
    var pausedNanoseconds: Int64

    /// How long it stood still because it was slowed down.
    var slowedNanoseconds: Int64

    /// How long each of the stops lasted that slowed it down; nil where there was none, or nobody asked.
    var stopMs: Distribution?

    init(steps: UInt64, _ figures: ParkableThread.Figures) {
        self.steps = steps
        totalNanoseconds = figures.total
        pausedNanoseconds = figures.paused
        slowedNanoseconds = figures.stopped
    }
}

/// How far a guest has come, as its memory has it: the same at the source that was paused and at the destination that is to go on.
struct GuestState: Codable, Sendable, Equatable {
    /// Steps that each vCPU has done.
    var steps: [UInt64]

    /// The counter of the heartbeat.
    var heartbeats: UInt64
}
