public import LinuxSystem
import Synchronization

/// The far end: answers the calls that come on one descriptor, on another, until the first ends.
public struct AgentServer: Sendable {
    private let registry: AgentRegistry
    private let version: String

    /// Calls that may be under way at once: those of all guests of a host, and the decisions that they wait for.
    private static let mostCalls = 256

    /// How long the near end may take for its hello.
    private static let patience: Int64 = 60_000_000_000

    /// A far end of the tool's `version`.
    public init(_ registry: AgentRegistry, version: String) {
        self.registry = registry
        self.version = version
    }

    /// Serves until `input` ends; the process is to end then, with whatever still listens or waits in it.
    public func run(input: borrowing Descriptor, output: consuming Descriptor) throws {
        let writer = ControlWriter(output)
        // A line break first, so that a greeting without one does not swallow the hello.
        writer.send([UInt8(ascii: "\n")] + (try ControlMessage(hello: hello).line()))
        var lines = LineBuffer()
        var isGreeted = false
        let calls = Counter()
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { unsafe bytes.deallocate() }
        while true {
            guard try input.waitReadable(nanoseconds: isGreeted ? nil : Self.patience) else {
                throw AgentError("the near end said no hello within \(Self.patience / 1_000_000_000) s")
            }
            let count = try unsafe input.read(into: bytes)
            guard count > 0 else { return }
            unsafe lines.append(bytes[..<count])
            do {
                while let line = try lines.next() {
                    try take(line, isGreeted: &isGreeted, calls: calls, writer: writer)
                }
            } catch {
                writer.send(try ControlMessage(reply: nil, failure: "\(error)").line())
                throw error
            }
        }
    }

    private var hello: ControlMessage.Hello {
        ControlMessage.Hello(protocol: ControlMessage.currentProtocol, version: version)
    }

    private func take(_ line: [UInt8], isGreeted: inout Bool, calls: Counter, writer: ControlWriter) throws {
        guard let message = try? ControlMessage(line: line) else {
            throw AgentError("the near end sent what is not a control message")
        }
        if let near = message.hello, !isGreeted {
            guard near.protocol == ControlMessage.currentProtocol else {
                throw AgentError.versions(near: near, far: hello)
            }
            isGreeted = true
            return
        }
        guard isGreeted, let name = message.call, let id = message.id else {
            throw AgentError("the near end sent a control message that is out of place")
        }
        guard let answer = registry.answers[name] else {
            writer.send(try ControlMessage(reply: id, failure: "the far end knows no \(name)").line())
            return
        }
        @Sendable func reply() {
            do {
                try answer(line, id) { writer.send($0) }
            } catch {
                let message = ControlMessage(reply: id, failure: "\(error)")
                writer.send((try? message.line()) ?? [])
            }
        }
        if registry.quick.contains(name) { return reply() }
        guard calls.enter(limit: Self.mostCalls) else {
            writer.send(try ControlMessage(reply: id, failure: "the far end is asked too much at once").line())
            return
        }
        do {
            try BlockingThread {
                defer { calls.leave() }
                reply()
            }.detach()
        } catch {
            // Other calls are under way, and the guests of a trial live here: want of a thread ends one call alone.
            calls.leave()
            writer.send(try ControlMessage(reply: id, failure: "\(error)").line())
        }
    }
}

/// Whole lines on a descriptor that several threads write to.
final class ControlWriter: Sendable {
    private let output: Mutex<Descriptor>

    init(_ output: consuming Descriptor) { self.output = Mutex(output) }

    /// Writes `line`; when nobody reads any more, the end of the other direction is what tells.
    func send(_ line: [UInt8]) {
        output.withLock { output in
            unsafe line.withUnsafeBytes { bytes in try? unsafe output.write(bytes) }
        }
    }
}

/// How many are inside.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func enter(limit: Int) -> Bool {
        count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}
