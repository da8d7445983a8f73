import Glibc
public import LinuxSystem
import SourceText
import Synchronization

/// The far end as the near one sees it: a child process, such as ssh, whose standard streams lead there.
public final class FarEnd: Sendable {
    /// How long a far end may say nothing where it owes an answer.
    public static let usualPatience: Int64 = 10_000_000_000

    /// The far end's version of the tool.
    public let version: String

    private let child: ChildProcess
    private let reader: BlockingThread<Void>
    private let state: Pending
    private let stop: Cancellation
    private let via: String
    /// What errors call it.
    private let name: String

    /// Starts the far end with the words of `via`, and greets it.
    ///
    /// `binary` names the program there; without it, it is looked for beside this program's own path, then on the usual ones.
    public convenience init(
        via: String, binary: String? = nil, version: String, cancellation: Cancellation? = nil,
        patience: Int64 = 60_000_000_000
    ) throws(AgentError) {
        let words = try Self.command(via: via, binary: binary)
        try self.init(
            words, name: "the far end", via: via, version: version, cancellation: cancellation, patience: patience)
    }

    /// Starts an end on this machine: this program, or `binary`, with `options` of its command `agent`.
    public convenience init(
        here binary: String?, options: [String] = [], version: String, cancellation: Cancellation? = nil
    ) throws(AgentError) {
        guard let binary = binary ?? Executable.path else {
            throw AgentError("this program's own path is not known, so it cannot be started once more")
        }
        try self.init(
            [binary, "agent", "--stdio"] + options, name: "this machine's own end", via: binary, version: version,
            cancellation: cancellation, patience: 10_000_000_000)
    }

    private init(
        _ words: [String], name: String, via: String, version: String, cancellation: Cancellation?, patience: Int64
    ) throws(AgentError) {
        self.via = via
        self.name = name
        do {
            stop = try Cancellation()
            state = try Pending()
            child = try ChildProcess(words)
            let (child, state, stop) = (child, state, stop)
            reader = try BlockingThread { ControlReader(child: child, pending: state, stop: stop).run() }
        } catch {
            throw AgentError("\(name) cannot be started: \(error)")
        }
        let near = ControlMessage.Hello(protocol: ControlMessage.currentProtocol, version: version)
        var why: AgentError?
        var failure: (any Error)?
        do {
            // A far end that is not there takes no hello: why, its own words and exit code tell.
            try? child.write(ControlMessage(hello: near).line(), nanoseconds: Self.usualPatience)
            let far = try Self.hello(from: state, by: MonotonicClock.now &+ patience, cancellation: cancellation)
            self.version = String(far.version.prefix(64)).visible
            guard far.protocol != near.protocol else { return }
            why = .versions(near: near, far: far)
        } catch {
            self.version = ""
            if cancellation?.isCancelled == true { why = .interrupted } else { failure = error }
        }
        let status = child.end(within: 300_000_000)
        stop.cancel()
        try? reader.join()
        throw why ?? Self.explanation(of: failure, via: via, status: status, errors: state.errors)
    }

    /// Whether it has gone, with all that it held; one that does not answer may still be there.
    public var isGone: Bool { state.hasEnded }

    /// The process that leads to it.
    var process: Int32 { child.number }

    /// Asks for something and waits for the reply, which may take `patience` since the last sign of life, and `limit` in all.
    ///
    /// Once somebody wants to stop, `stopped` is called, and the reply is waited for no longer than `grace`.
    public func call<Call: AgentCall>(
        _ call: Call, patience: Int64 = FarEnd.usualPatience, limit: Int64? = nil, cancellation: Cancellation? = nil,
        grace: Int64 = 0, event: (Call.Event) -> Void = { _ in }, stopped: () -> Void = {}
    ) throws(AgentError) -> Call.Reply {
        do {
            let (id, mailbox) = try state.open()
            defer { state.close(id) }
            try child.write(
                ControlMessage(call: Call.name, id: id).line(body: call), nanoseconds: Self.usualPatience)
            var heard = MonotonicClock.now
            // Without a limit, signs of life win no time.
            var end = heard &+ (limit ?? patience)
            var isStopped = false
            while true {
                let silence = heard &+ patience
                let deadline = min(end, silence)
                let news = try mailbox.take(until: deadline, cancellation: isStopped ? nil : cancellation)
                switch news {
                case .event(let line): event(try body(Call.Event.self, of: Call.name, in: line))
                case .reply(let line): return try body(Call.Reply.self, of: Call.name, in: line)
                case .failure(let why): throw AgentError("\(name): \(why)")
                case .end(let why): throw ended(why)
                case nil: break
                }
                if !isStopped, cancellation?.isCancelled == true {
                    isStopped = true
                    end = min(end, MonotonicClock.now &+ grace)
                    stopped()
                }
                let now = MonotonicClock.now
                if news != nil { heard = now }
                if isStopped, now >= end { throw AgentError.interrupted }
                if news == nil, now >= silence {
                    throw AgentError("\(name) said nothing for \(patience / 1_000_000_000) s (\(Call.name))")
                }
                if now >= end { throw AgentError("\(name) did not answer in time (\(Call.name))") }
            }
        } catch let error as AgentError {
            throw error
        } catch let error as SystemError {
            throw error.number == EPIPE
                ? ended(nil) : AgentError("\(name) cannot be asked (\(Call.name)): \(error)")
        } catch {
            throw AgentError("\(name) answered \(Call.name) with something else: \("\(error)".visible)")
        }
    }

    private func body<Body: AgentMessage>(_ type: Body.Type, of call: String, in line: [UInt8]) throws -> Body {
        let body = try ControlMessage.body(type, in: line)
        do {
            try body.validate()
        } catch {
            throw AgentError("\(name) sent nonsense (\(call)): \(error)")
        }
        return body
    }

    /// Ends the far end, and waits until its process has gone.
    public func end() {
        child.end(within: 2_000_000_000)
        stop.cancel()
        try? reader.join()
    }

    private func ended(_ why: String?) -> AgentError {
        let words = state.errors
        return AgentError(
            "\(name) (\(via)) is gone" + (why.map { ": \($0)" } ?? "")
                + (words.isEmpty ? "" : "; its last words: \(words)"))
    }

    private static func hello(
        from pending: Pending, by deadline: Int64, cancellation: Cancellation?
    ) throws -> ControlMessage.Hello {
        switch try pending.greeting.take(until: deadline, cancellation: cancellation) {
        case .success(let hello): return hello
        case .failure(let error): throw error
        case nil where cancellation?.isCancelled == true: throw AgentError.interrupted
        case nil: throw AgentError("it said no hello in time")
        }
    }
}
