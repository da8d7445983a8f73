private import CLinux
import Glibc

/// A program that this process started, with pipes to its standard streams; never left behind.
///
/// An interrupt from the terminal does not reach it, so that it can be ended in order: posix_spawn(3).
public final class ChildProcess: @unchecked Sendable {
    // SAFETY: `status` is read and written by the one owner that waits; the pipes are used through their own calls.
    private let identifier: pid_t
    private var status: Int32?
    private var toChild: Descriptor?

    /// What the program writes to its standard output.
    public let output: Descriptor

    /// What the program writes to its standard error.
    public let errors: Descriptor

    /// The number of the process.
    public var number: Int32 { identifier }

    /// Starts `words[0]`, looked up on the search path, with the rest as its arguments.
    public init(_ words: [String]) throws(SystemError) {
        let input = try Pipe()
        let output = try Pipe()
        let errors = try Pipe()
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.readEnd.number, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writeEnd.number, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.writeEnd.number, STDERR_FILENO)
        // Blocked rather than in a group of its own: ssh still asks for a password on the terminal. One whose terminal closes
        // ends with its input, so that it can still take away what it has made.
        var blocked = sigset_t()
        unsafe sigemptyset(&blocked)
        unsafe sigaddset(&blocked, SIGINT)
        unsafe sigaddset(&blocked, SIGQUIT)
        unsafe sigaddset(&blocked, SIGHUP)
        var restored = sigset_t()
        unsafe sigemptyset(&restored)
        unsafe sigaddset(&restored, SIGPIPE)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setsigdefault(&attributes, &restored)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
        defer {
            while let argument = unsafe arguments.popLast() { unsafe free(argument) }
        }
        var identifier: pid_t = 0
        let number = unsafe posix_spawnp(&identifier, words.first ?? "", &actions, &attributes, &arguments, environ)
        guard number == 0 else { throw SystemError("start \(words.first ?? "a program")", number: number) }
        self.identifier = identifier
        toChild = input.takeWriteEnd()
        self.output = output.takeReadEnd()
        self.errors = errors.takeReadEnd()
    }

    deinit { _ = end(within: 0) }

    /// Writes all of `bytes` to the program's standard input, within `nanoseconds`.
    public func write(_ bytes: [UInt8], nanoseconds: Int64) throws(SystemError) {
        guard let number = toChild?.number else { throw SystemError("write", number: EPIPE) }
        try setNonblocking(number, true)
        let deadline = MonotonicClock.now + nanoseconds
        var sent = 0
        while sent < bytes.count {
            let count = try withoutPipeSignal { () throws(SystemError) in
                try unpatient("write") {
                    unsafe bytes.withUnsafeBytes { bytes in
                        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[sent...])
                        return unsafe Glibc.write(number, rest.baseAddress, rest.count)
                    }
                }
            }
            sent += count ?? 0
            if count != nil { continue }
            guard try toChild?.waitWritable(nanoseconds: deadline - MonotonicClock.now) == true else {
                throw SystemError("write", number: ETIMEDOUT)
            }
        }
    }

    /// Closes the program's standard input, waits `nanoseconds` for its end, then kills it; what waitpid(2) says of it.
    ///
    /// A program that waits for a file server in the kernel may end no sooner than that answers, and is left to it: then SIGKILL,
    /// which awaits it there, is what it ended by.
    @discardableResult
    public func end(within nanoseconds: Int64) -> Int32 {
        if let status { return status }
        toChild = nil
        for (signal, patience) in [(0, nanoseconds), (SIGTERM, 500_000_000), (SIGKILL, 3_000_000_000)] {
            if signal != 0 { kill(identifier, signal) }
            let deadline = MonotonicClock.now + patience
            repeat {
                var status: Int32 = 0
                let answer = unsafe waitpid(identifier, &status, WNOHANG)
                if answer == identifier || (answer < 0 && errno == ECHILD) {
                    self.status = status
                    return status
                }
                usleep(2_000)
            } while MonotonicClock.now < deadline
        }
        status = SIGKILL
        return SIGKILL
    }

    /// The exit code in what waitpid(2) said; nil when a signal ended it.
    public static func exitCode(_ status: Int32) -> Int32? { status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }
}

/// Calls `body`, which may write to a pipe that nobody reads any more, without SIGPIPE ending this process.
private func withoutPipeSignal<Value>(_ body: () throws(SystemError) -> Value) throws(SystemError) -> Value {
    var pipe = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
        // The signal that waits goes to this thread alone, and away before it is let in again.
        var now = timespec()
        _ = unsafe sigtimedwait(&pipe, nil, &now)
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return try body()
}

/// Two ends of a pipe that no other program inherits: pipe2(2).
private struct Pipe: ~Copyable {
    let readEnd: Descriptor
    let writeEnd: Descriptor

    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        try system("make a pipe") { unsafe clinux_pipe(&ends) }
        readEnd = Descriptor(owning: ends[0])
        writeEnd = Descriptor(owning: ends[1])
    }

    consuming func takeReadEnd() -> Descriptor { readEnd }
    consuming func takeWriteEnd() -> Descriptor { writeEnd }
}
