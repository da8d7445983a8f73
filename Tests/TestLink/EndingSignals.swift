import Glibc
import LinuxSystem

/// The two ways in which the link is told to end: a signal, or the end of its standard input when its parent is gone.
struct EndingSignals: Sendable {
    private let signals: sigset_t

    /// Keeps the signals from ending the process; to be made before any thread.
    init() throws(SystemError) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
        self.signals = signals
        try system("block signals") { unsafe pthread_sigmask(SIG_BLOCK, &signals, nil) }
        signal(SIGPIPE, SIG_IGN)
    }

    /// Passes the first of them on.
    func give(to stop: Stop) throws(SystemError) {
        let signals = signals
        _ = try BlockingThread {
            var signals = signals
            var number: Int32 = 0
            _ = unsafe sigwait(&signals, &number)
            stop.give()
        }
        _ = try BlockingThread {
            let input = Descriptor(owning: STDIN_FILENO)
            var bytes = [UInt8](repeating: 0, count: 512)
            while true {
                let count = try unsafe bytes.withUnsafeMutableBytes { try unsafe input.read(into: $0) }
                if count == 0 { break }
            }
            stop.give()
        }
    }
}
