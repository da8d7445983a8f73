import Foundation

/// A program that runs beside the test, with its output in files so that no pipe can fill up.
///
/// It is ended after its time limit whatever happens to the test, and its standard input ends with the test at the latest.
/// Unlike with Foundation's `Process`, it does not inherit the signals that threads of the test runner block.
public final class Program {
    /// What came of a program.
    public struct Outcome: Sendable {
        /// Its exit code; 124 or 137 when its time was up.
        public let exitCode: Int32
        /// What it wrote to its standard output.
        public let output: String
        /// What it wrote to its standard error.
        public let errors: String
    }

    /// The process that limits the program's time; the program is its child.
    public let identifier: Int32

    private let folder: URL
    private var input: FileHandle?
    private var status: Int32?

    /// Starts a command that the search path has.
    public init(_ command: [String], environment: [String: String] = [:], in working: String? = nil, seconds: Int)
        throws
    {
        folder = FileManager.default.temporaryDirectory.appending(path: "vmotion-preflight-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let pipe = Pipe()
        for end in [pipe.fileHandleForReading, pipe.fileHandleForWriting] {
            _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        let limited =
            ["/usr/bin/env", "-C", working ?? FileManager.default.currentDirectoryPath]
            + ["timeout", "--foreground", "--kill-after=5", "\(seconds)"] + command
        let variables = ["PATH": Self.searchPath, "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        identifier = try spawn(
            limited, variables.map { "\($0)=\($1)" }, input: pipe.fileHandleForReading.fileDescriptor,
            output: folder.appending(path: "output").path, errors: folder.appending(path: "errors").path)
        input = pipe.fileHandleForWriting
    }

    /// Where programs are looked for, those for administrators included.
    public static let searchPath =
        (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin") + ":/usr/sbin:/sbin"

    /// Runs a command to its end; it is ended after so many seconds.
    public static func run(
        _ command: [String], input: String = "", environment: [String: String] = [:], in working: String? = nil,
        seconds: Int = 60
    ) throws -> Outcome {
        let program = try Program(command, environment: environment, in: working, seconds: seconds)
        if !input.isEmpty { try program.write(input) }
        return program.wait()
    }

    /// What it has written to its standard output so far.
    public var output: String { text("output") }

    /// What it has written to its standard error so far.
    public var errors: String { text("errors") }

    /// Whether it has not ended yet.
    public var isRunning: Bool { hasEnded(options: WNOHANG) == false }

    /// Writes to its standard input.
    public func write(_ text: String) throws { try input?.write(contentsOf: Data(text.utf8)) }

    /// Ends its standard input.
    public func endInput() {
        try? input?.close()
        input = nil
    }

    /// Sends it a signal; timeout(1) passes SIGTERM, SIGINT and SIGHUP on.
    public func send(_ signal: Int32) { if isRunning { kill(identifier, signal) } }

    /// Waits until what it wrote contains `text`; false when it ends before that, or after so many seconds.
    public func says(_ text: String, within seconds: Double = 10) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while !output.contains(text), !errors.contains(text) {
            guard isRunning, Date() < deadline else { return output.contains(text) || errors.contains(text) }
            usleep(5_000)
        }
        return true
    }

    /// Ends its standard input, waits for its end, and tells what came of it; to be called once.
    public func wait() -> Outcome {
        endInput()
        _ = hasEnded(options: 0)
        defer { try? FileManager.default.removeItem(at: folder) }
        let status = status ?? 0
        let signal = status & 0x7f  // WTERMSIG of wait(2)
        return Outcome(
            exitCode: signal == 0 ? status >> 8 & 0xff : 128 + signal, output: text("output"), errors: text("errors"))
    }

    /// Ends it with SIGTERM, and tells what came of it.
    @discardableResult
    public func stop() -> Outcome {
        send(SIGTERM)
        return wait()
    }

    private func hasEnded(options: Int32) -> Bool {
        if status != nil { return true }
        var status: Int32 = 0
        guard unsafe waitpid(identifier, &status, options) == identifier else { return false }
        self.status = status
        return true
    }

    private func text(_ name: String) -> String {
        String(decoding: (try? Data(contentsOf: folder.appending(path: name))) ?? Data(), as: UTF8.self)
    }
}

/// Starts a program in a process group of its own, with no signal blocked or ignored: posix_spawn(3).
private func spawn(
    _ command: [String], _ environment: [String], input: Int32, output: String, errors: String
) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    for (number, file) in [(Int32(1), output), (2, errors)] {
        unsafe posix_spawn_file_actions_addopen(&actions, number, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(
        &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    let arguments = unsafe command.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
        for index in command.indices { unsafe free(arguments[index]) }
        for index in environment.indices { unsafe free(variables[index]) }
    }
    var identifier: pid_t = 0
    let number = unsafe posix_spawn(&identifier, command[0], &actions, &attributes, arguments, variables)
    guard number == 0 else { throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EINVAL) }
    return identifier
}
