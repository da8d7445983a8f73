import Glibc
import LinuxSystem
import SourceText

/// Reads what comes from the far end, until it ends or nobody wants to know any more.
struct ControlReader {
    let child: ChildProcess
    let pending: Pending
    let stop: Cancellation

    /// Lines and bytes of greetings (motd, banners) that may come before the hello.
    private static let mostGreetings = 200
    private static let mostGreetingBytes = 65_536

    func run() {
        var lines = LineBuffer()
        var greetings = 0
        var greetingBytes = 0
        var isGreeted = false
        var beginning: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        do {
            while !stop.isCancelled {
                guard let part = try read(&buffer) else { continue }
                guard !part.isEmpty else {
                    let isMute = isGreeted || beginning.isEmpty
                    return pending.end(isMute ? nil : "it said \(Self.excerpt(of: beginning)) and ended")
                }
                beginning += part.prefix(61 - beginning.count)
                lines.append(part)
                while let line = try lines.next() {
                    if isGreeted {
                        try deliver(line)
                    } else if let hello = (try? ControlMessage(line: line))?.hello {
                        isGreeted = true
                        pending.greeting.put(.success(hello))
                    } else {
                        greetings += 1
                        greetingBytes += line.count
                        guard greetings <= Self.mostGreetings, greetingBytes <= Self.mostGreetingBytes else {
                            throw AgentError("what came is no hello of vmotion-preflight: \(Self.excerpt(of: line))")
                        }
                    }
                }
            }
        } catch {
            pending.end("\(error)")
        }
    }

    /// What was read from the far end's output, empty at its end; nil when something else woke.
    private func read(_ buffer: inout [UInt8]) throws -> ArraySlice<UInt8>? {
        var waited = [child.output.number, child.errors.number, stop.descriptor].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        if pending.hasErrorsEnded { waited[1].fd = -1 }
        try system("wait") { unsafe poll(&waited, 3, -1) }
        if waited[1].revents != 0 {
            let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe child.errors.read(into: $0) }
            if count == 0 { pending.hasErrorsEnded = true }
            pending.heard(buffer[..<count])
        }
        // Both each time: a flood of errors does not hold up the replies.
        guard waited[0].revents != 0 else { return nil }
        let count = try unsafe buffer.withUnsafeMutableBytes { try unsafe child.output.read(into: $0) }
        return buffer[..<count]
    }

    private func deliver(_ line: [UInt8]) throws {
        guard let message = try? ControlMessage(line: line) else {
            throw AgentError("it sent what is not a control message: \(Self.excerpt(of: line))")
        }
        if let id = message.event {
            pending.deliver(.event(line), to: id)
        } else if let failure = message.failure {
            let sentence = String(failure.prefix(1_000)).visible
            guard let id = message.reply else { throw AgentError(sentence) }
            pending.deliver(.failure(sentence), to: id)
        } else if let id = message.reply {
            pending.deliver(.reply(line), to: id)
        } else {
            throw AgentError("it sent a control message that is out of place: \(Self.excerpt(of: line))")
        }
    }

    /// The start of a line, such that a terminal cannot be misled by it.
    private static func excerpt(of line: [UInt8]) -> String {
        let printable = line.prefix(60).map { (32..<127).contains($0) ? $0 : UInt8(ascii: ".") }
        return "\"\(String(decoding: printable, as: UTF8.self))\(line.count > 60 ? "…" : "")\""
    }
}
