import CLinux
import Glibc

/// Waits for signals on a thread of its own, so that no code runs inside of a signal handler: sigwait(3).
public enum SignalWatch {
    /// Signals so soon after the first are the same wish: timeout(1) and others signal a process and its group.
    private static let echo: Int64 = 300_000_000

    /// Calls `body` for the first SIGINT, SIGTERM, or SIGHUP of a terminal that closes; the second ends the process at once, as it
    /// would have without this.
    ///
    /// To be called before any other thread is started, since threads inherit which signals they leave alone. A child does
    /// as well, so that Ctrl-C, which a terminal sends to all of them, leaves it to this process to end it.
    public static func onFirst(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe sigaddset(&signals, SIGTERM)
        // Whoever ignores it, as under nohup(1), wants to go on.
        if !wasIgnored(SIGHUP) { unsafe sigaddset(&signals, SIGHUP) }
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        // Linux keeps what is blocked, even if it is ignored; and a shell between, which lets signals in again, leaves
        // those ignored that it was started with.
        signal(SIGINT, SIG_IGN)
        try BlockingThread { [signals] in
            var signals = signals
            var number: Int32 = 0
            _ = unsafe sigwait(&signals, &number)
            let first = MonotonicClock.now
            body()
            repeat { _ = unsafe sigwait(&signals, &number) } while MonotonicClock.now - first < echo
            _ = signal(number, SIG_DFL)
            _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            _ = kill(getpid(), number)
        }.detach()
    }

    /// Has a signal ignored, and tells whether it was before.
    private static func wasIgnored(_ number: Int32) -> Bool {
        unsafe unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
