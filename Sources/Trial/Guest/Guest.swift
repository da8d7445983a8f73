import LinuxSystem

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

    /// A guest in `memory`, which may hold nothing yet: ``fill(cancellation:progress:)`` or a migration puts it there.
    init(_ settings: GuestSettings, memory: MemoryMapping) throws {
        self.settings = settings
        self.memory = memory
        layout = try GuestLayout(settings)
    }

    /// Writes what the memory holds at first.
    func fill(cancellation: Cancellation, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws {
        preconditionFailure()
    }

    /// Starts the threads, which go on from the state in memory; where `paused`, once ``resume()`` is called, and touch nothing before.
    func start(paused: Bool = false, heartbeat: HeartbeatSettings? = nil) throws {
        preconditionFailure()
    }

    /// Stops all threads where they are, at any instruction; returns when all stand still.
    ///
    /// - Throws: where one does not stand still within `timeout` seconds; then all go on.
    func pause(timeout: Double = 1) throws { preconditionFailure() }

    /// Lets all threads go on after ``pause(timeout:)``.
    func resume() { preconditionFailure() }

    /// Ends the threads; a paused one may finish the step that it is in, so the memory must not be read as a copy any more.
    func stop() { preconditionFailure() }

    /// Has each vCPU stand still for `share` of the time, at most `longestPause` seconds at a time; a share of 0 ends that.
    func slowDown(share: Double, longestPause: Double) throws { preconditionFailure() }

    /// What each vCPU did on this host since it was started here.
    var vCPUs: [VCPUFigures] { preconditionFailure() }

    /// How far the guest has come, as its memory has it; exact while it is paused.
    var state: GuestState { preconditionFailure() }

    /// Looks at every page; the vCPUs of a running guest stand still meanwhile, its heart does not.
    func verify(
        cancellation: Cancellation, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) throws -> GuestVerification {
        preconditionFailure()
    }
}
