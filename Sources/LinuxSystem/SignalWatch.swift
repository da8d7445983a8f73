import Glibc

/// Waits for signals on a thread of its own, so that no code runs inside of a signal handler: sigwait(3).
public enum SignalWatch {
    /// Calls `body` for the first SIGINT or SIGTERM; the second ends the process at once, as it would have without this.
    ///
    /// To be called before any other thread is started, since threads inherit which signals they leave alone. A child does
    /// as well, so that Ctrl-C, which a terminal sends to all of them, leaves it to this process to end it.
    public static func onFirst(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGINT)
        unsafe sigaddset(&signals, SIGTERM)
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        _ = try BlockingThread { [signals] in
            var signals = signals
            var number: Int32 = 0
            _ = unsafe sigwait(&signals, &number)
            body()
            _ = unsafe sigwait(&signals, &number)
            _ = signal(number, SIG_DFL)
            _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            _ = kill(getpid(), number)
        }
    }
}
