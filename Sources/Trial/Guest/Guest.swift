import LinuxSystem
import Synchronization

/// A guest: memory, the vCPUs that write into it, and a heartbeat.
///
/// Its whole state lies in its memory, so a copy of the memory of a guest that is paused is a copy of the guest.
final class Guest: Sendable {
    /// What it is.
    let settings: GuestSettings

    /// Its memory.
    let memory: MemoryMapping

    /// Where in the memory is what.
    let layout: GuestLayout

    private let threads = Mutex(Threads())
    // Held by whoever has the guest pause, go on or end, for as long as that takes.
    private let control = Mutex(Control())

    private struct Threads {
        var vCPUs: [ParkableThread] = []
        var heart: ParkableThread?
    }

    private struct Control {
        var isStarted = false
        var isPaused = false
    }

    /// A guest in `memory`, which may hold nothing yet: ``fill(cancellation:progress:)`` or a migration puts it there.
    init(_ settings: GuestSettings, memory: MemoryMapping) throws {
        self.settings = settings
        self.memory = memory
        layout = try GuestLayout(settings)
        guard memory.pageCount >= layout.pageCount else {
            throw GuestError(description: "the memory has \(memory.pageCount) pages, the guest \(layout.pageCount)")
        }
    }

    deinit { stop() }

    /// Starts the threads, which go on from the state in memory; where `paused`, once ``resume()`` is called, and touch nothing before.
    func start(paused: Bool = false, heartbeat: HeartbeatSettings? = nil) throws {
        try control.withLock { control in
            guard !control.isStarted else { return }
            control = Control(isStarted: true, isPaused: paused)
            do {
                for index in 0..<settings.vCPUs {
                    let vCPU = VCPU(index, of: settings, layout: layout, memory: memory)
                    let thread = try ParkableThread(named: "vcpu\(index)", paused: paused) { vCPU.run($0) }
                    threads.withLock { $0.vCPUs.append(thread) }
                }
                if let heartbeat {
                    let sender = try HeartbeatSender(heartbeat, state: HeartState(memory))
                    let thread = try ParkableThread(named: "heart", paused: paused) { sender.run($0) }
                    threads.withLock { $0.heart = thread }
                }
                if paused { try wait(for: all, until: MonotonicClock.now + 1_000_000_000, seconds: 1) }
            } catch {
                end()
                control = Control()
                throw error
            }
        }
    }

    /// Stops all threads where they are, at any instruction; returns when all stand still.
    ///
    /// A vCPU that waits for a page of a userfaultfd stands still as well, and waits for it again afterwards.
    ///
    /// - Throws: where one does not stand still within `timeout` seconds; then all go on.
    func pause(timeout: Double = 1) throws {
        try control.withLock { control in
            guard control.isStarted else { throw GuestError.notStarted }
            guard !control.isPaused else { return }
            try pause(all, timeout: timeout)
            control.isPaused = true
        }
    }

    /// Lets all threads go on after ``pause(timeout:)``.
    func resume() {
        control.withLock { control in
            guard control.isStarted else { return }
            for (_, thread) in all { thread.resume() }
            control.isPaused = false
        }
    }

    /// Ends the threads; a paused one may finish the step that it is in, so the memory must not be read as a copy any more.
    ///
    /// One that waits for a page of a userfaultfd ends when that comes, or nobody answers for the memory any more.
    func stop() {
        control.withLock { control in
            end()
            control = Control()
        }
    }

    /// Asks all threads to end, without waiting for those that wait for a page: none begins another step.
    func condemn() { for (_, thread) in all { thread.askToEnd() } }

    /// Has each vCPU stand still for `share` of the time, at most `longestPause` seconds at a time; a share of 0 ends that.
    ///
    /// This is Stun During Page Send's hand on the vCPUs, which know nothing of it; their stops are spread over time.
    func slowDown(share: Double, longestPause: Double) throws {
        try threads.withLock { threads in
            guard !threads.vCPUs.isEmpty else { throw GuestError.notStarted }
            let longest = Int64(min(max(longestPause, 0.000_1), 1) * 1e9)
            for (index, vCPU) in threads.vCPUs.enumerated() {
                let delay = longest * Int64(index) / Int64(threads.vCPUs.count)
                try vCPU.slowDown(share: share, longest: longest, after: delay)
            }
        }
    }

    /// What each vCPU did on this host since it was started here.
    var vCPUs: [VCPUFigures] {
        let vCPUs = threads.withLock { $0.vCPUs }
        return vCPUs.enumerated().map { index, thread in
            VCPUFigures(steps: vCPUState(index).steps.value, thread.figures)
        }
    }

    /// How long the stops lasted that slowed each vCPU down, on this host since it was started here.
    var stopTimes: [StopTimes] { threads.withLock { $0.vCPUs.map(\.stopTimes) } }

    /// How far the guest has come, as its memory has it; exact while it is paused.
    var state: GuestState {
        GuestState(
            steps: (0..<settings.vCPUs).map { vCPUState($0).steps.value }, heartbeats: HeartState(memory).counter.value)
    }

    /// Does `body` while no vCPU writes; the heart of a running guest beats on.
    func whileNoVCPUWrites<Value>(_ body: () throws -> Value) throws -> Value {
        try control.withLock { control in
            let vCPUs = control.isPaused ? [] : all.filter { $0.name != Self.heart }
            try pause(vCPUs, timeout: 10)
            defer { for (_, thread) in vCPUs { thread.resume() } }
            return try body()
        }
    }

    private func vCPUState(_ index: Int) -> VCPUState { VCPUState(memory, page: layout.statePage(of: index)) }

    private static let heart = "the heart"

    private var all: [(name: String, thread: ParkableThread)] {
        threads.withLock { threads in
            threads.vCPUs.enumerated().map { ("vCPU \($0)", $1) } + (threads.heart.map { [(Self.heart, $0)] } ?? [])
        }
    }

    private func pause(_ some: [(name: String, thread: ParkableThread)], timeout: Double) throws {
        let deadline = MonotonicClock.now + Int64(timeout * 1e9)
        do {
            for (_, thread) in some { try thread.pause() }
            try wait(for: some, until: deadline, seconds: timeout)
        } catch {
            for (_, thread) in some { thread.resume() }
            throw error
        }
    }

    private func wait(
        for some: [(name: String, thread: ParkableThread)], until deadline: Int64, seconds: Double
    ) throws(GuestError) {
        for (name, thread) in some where !thread.waitUntilPaused(by: deadline) {
            throw .notPaused(name, seconds: seconds)
        }
    }

    private func end() {
        let ended = threads.withLock { threads in
            defer { threads = Threads() }
            return threads
        }
        for thread in ended.vCPUs { thread.end() }
        ended.heart?.end()
    }
}
