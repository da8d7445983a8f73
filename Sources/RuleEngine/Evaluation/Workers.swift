import Dispatch

/// Runs work that computes, and never waits, on several cores.
enum Workers {
    /// Calls `work` `count` times side by side and returns when all calls have.
    static func run(_ count: Int, _ work: @Sendable () -> Void) {
        DispatchQueue.concurrentPerform(iterations: count) { _ in work() }
    }
}
