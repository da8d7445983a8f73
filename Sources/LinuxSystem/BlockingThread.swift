import CLinux
import Glibc

/// A thread of its own for work that waits in the kernel, which a shared pool of as many threads as cores must not do.
public final class BlockingThread<Value: Sendable>: @unchecked Sendable {
    // SAFETY: `outcome` is written by the thread before it ends, and read only after joining it.
    private var outcome: Result<Value, any Error>?
    private var thread = pthread_t()
    private let name: String?
    private let body: @Sendable () throws -> Value

    /// Starts `body` on a new thread, which `top -H` shows by the first 15 bytes of its name.
    public init(
        named name: String? = nil, _ body: @escaping @Sendable () throws -> Value
    ) throws(SystemError) {
        self.name = name
        self.body = body
        let context = unsafe Unmanaged.passRetained(self)
        let number = unsafe pthread_create(&thread, nil, { unsafe run($0) }, unsafe context.toOpaque())
        guard number == 0 else {
            unsafe context.release()
            throw SystemError("start a thread", number: number)
        }
    }

    /// What signals are sent to it by: pthread_kill(3); valid until it is joined.
    var identifier: UInt { thread }

    /// Waits for the end and returns what the body did; to be called once.
    public func join() throws -> Value {
        _ = pthread_join(thread, nil)
        guard let outcome else { preconditionFailure("a thread ends with an outcome") }
        return try outcome.get()
    }

    /// Has the calling thread's sleeps end on time, to the microsecond: prctl(2), PR_SET_TIMERSLACK.
    public static func wakeOnTime() where Value == Void { clinux_set_timer_slack(1_000) }

    /// Leaves the thread to itself, in place of ``join()``.
    public func detach() { pthread_detach(thread) }

    fileprivate func finish() {
        if let name { unsafe clinux_name_thread(name) }
        outcome = Result { try body() }
    }
}

private protocol Finishing: AnyObject { func finish() }
extension BlockingThread: Finishing {}

private func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context = unsafe context else { return nil }
    let thread = unsafe Unmanaged<AnyObject>.fromOpaque(context).takeRetainedValue()
    (thread as? any Finishing)?.finish()
    return nil
}
