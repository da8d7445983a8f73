import Glibc

/// One line on a terminal's standard error that tells how far long work is; silent elsewhere.
struct Progress {
    private let isShown = isatty(STDERR_FILENO) == 1
    private var last = ContinuousClock.now

    /// Shows `text` in place of what was shown, at most ten times a second.
    mutating func show(_ text: String) {
        guard isShown, last.duration(to: .now) > .milliseconds(100) else { return }
        last = .now
        Console.write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    }

    /// Leaves the line empty.
    func clear() {
        if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
}
