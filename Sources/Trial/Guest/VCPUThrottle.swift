import LinuxSystem
import Synchronization

/// Stun During Page Send's hand on the vCPUs: stops each of them for a share of the time, a little at a time and not all at once.
final class VCPUThrottle: Sendable {
    /// How much, and how long at a time.
    struct Settings: Sendable, Equatable {
        /// The most that can be had: between two stops, a vCPU has to come to run at all.
        static let mostShare = 0.99

        /// Nanoseconds of a stop and the run after it, where stops need not be as long as they may.
        private static let period = 8e6

        /// The share of the time that a vCPU stands still.
        let share: Double

        /// Nanoseconds of a stop.
        let stop: Double

        /// Stops of at most `longestPause` seconds; a vCPU is woken a little late, so a little of that is left.
        init(share: Double, longestPause: Double) {
            self.share = min(max(share, 0.000_1), Self.mostShare)
            stop = min(longestPause * 0.93e9, self.share * Self.period)
        }
    }

    private let settings: Setting
    private let cancellation: Cancellation
    private let thread: BlockingThread<Void>

    /// Starts to slow `vCPUs` down.
    init(_ vCPUs: [ParkableThread], _ first: Settings) throws {
        let (settings, cancellation) = (Setting(first), try Cancellation())
        (self.settings, self.cancellation) = (settings, cancellation)
        thread = try BlockingThread(named: "sdps") {
            BlockingThread<Void>.wakeOnTime()
            var accounts: [Account] = []
            var last: Settings?
            while !cancellation.isCancelled {
                let now = settings.value.withLock { $0 }
                if now != last {
                    last = now
                    accounts = vCPUs.enumerated().map { index, vCPU in
                        Account(vCPU, now, ahead: Double(index) / Double(vCPUs.count))
                    }
                }
                var next = Int64.max
                for index in accounts.indices { next = min(next, try accounts[index].settle()) }
                // A change is seen after one period at most.
                _ = cancellation.sleep(until: min(next, MonotonicClock.now + 8_000_000))
            }
        }
    }

    /// Slows down more or less from now on.
    func change(to new: Settings) { settings.value.withLock { $0 = new } }

    /// Stops slowing down; the last stops end by themselves.
    func end() {
        cancellation.cancel()
        try? thread.join()
    }

    private final class Setting: Sendable {
        let value: Mutex<Settings>
        init(_ first: Settings) { value = Mutex(first) }
    }
}

/// The time that a vCPU is to have stood still and the time that it did, as its own thread measured it: what a stop lasted too long,
/// or came too late, is settled by the next ones.
private struct Account {
    private let vCPU: ParkableThread
    private let settings: VCPUThrottle.Settings
    private var time: Int64
    private var stopped: Int64
    private var owed: Double
    private var next = Int64.min

    /// An account that comes due after the share `ahead` of a stop less, so that the stops of several vCPUs are spread.
    init(_ vCPU: ParkableThread, _ settings: VCPUThrottle.Settings, ahead: Double) {
        self.vCPU = vCPU
        self.settings = settings
        let figures = vCPU.figures
        time = figures.total - figures.paused
        stopped = figures.stopped
        owed = (ahead - 0.5) * settings.stop * (1 - settings.share)
    }

    /// Stops the vCPU where that is due; returns when to look again.
    mutating func settle() throws -> Int64 {
        let now = MonotonicClock.now
        guard now >= next else { return next }
        let figures = vCPU.figures
        let elapsed = figures.total - figures.paused
        owed += settings.share * Double(elapsed - time) - Double(figures.stopped - stopped)
        (time, stopped) = (elapsed, figures.stopped)
        // What could not be had for long, as the vCPU waited in the kernel, is let go.
        owed = min(owed, 2 * settings.stop)
        // From half of what a run adds before a stop to half of it below after it.
        let rest = (settings.stop * (1 - settings.share) / 2 - owed) / settings.share
        if rest > 20_000 {
            next = now + Int64(min(rest, 1e9))
        } else {
            try vCPU.stop(nanoseconds: Int64(settings.stop))
            next = now + Int64(settings.stop) + 30_000
        }
        return next
    }
}
