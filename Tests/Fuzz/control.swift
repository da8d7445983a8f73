import FoundationEssentials

/// Whatever comes on the control channel, in whatever pieces, is taken apart in bounded memory or refused with a sentence.
///
/// It is compiled together with the files of `Agent` that do that, which need no kernel.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // The first byte says how many bytes arrive at once.
    let piece = max(1, Int(bytes.first ?? 1))
    var rest = bytes.dropFirst()
    var lines = LineBuffer(limit: 4_096)
    do {
        while !rest.isEmpty {
            lines.append(rest.prefix(piece))
            rest = rest.dropFirst(piece)
            while let line = try lines.next() { take(line) }
        }
    } catch {
        precondition(!error.description.isEmpty)
    }
    _ = try? ShellWords(String(decoding: bytes, as: UTF8.self))
    return 0
}

/// What is read as a message means the same once it is written and read again.
private func take(_ line: [UInt8]) {
    precondition(!line.isEmpty && line.count <= 4_096 && !line.contains(UInt8(ascii: "\n")))
    guard let message = try? ControlMessage(line: line) else { return }
    guard var again = try? message.line() else { preconditionFailure("a message that was read can be written") }
    again.removeLast()
    precondition(!again.contains(UInt8(ascii: "\n")))
    precondition((try? ControlMessage(line: again)) == message)
    _ = try? ControlMessage.body([String: String].self, in: line)
}
