import Glibc

/// One line on a terminal's standard error that tells how far long work is; silent elsewhere and in short work.
struct Progress {
    private let isWanted = Console.canDraw(on: STDERR_FILENO)
    private var isShown = false
    private var last = ContinuousClock.now

    /// Shows `text` in place of what was shown, at most ten times a second.
    mutating func show(_ text: String) {
        guard isWanted, last.duration(to: .now) > .milliseconds(100) else { return }
        last = .now
        isShown = true
        // A line that is broken could not be drawn over.
        let columns = Console.columns(of: STDERR_FILENO) ?? 80
        Console.write("\r\u{1B}[K\(text.prefix(columns - 1))", to: STDERR_FILENO)
    }

    /// Leaves the line empty.
    func clear() {
        if isShown { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
    }
}
