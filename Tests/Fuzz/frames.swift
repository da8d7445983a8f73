import LinuxSystem

/// Whatever frames come on a stream of a trial, they are read within bounds or refused with a sentence.
///
/// It is compiled together with the files of `Trial` that do that. The first byte chooses the direction, and whether the checks are
/// made right, as a peer does who knows the key.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let first = bytes.first else { return 0 }
    let direction: FrameKind.Direction = first & 1 == 0 ? .toDestination : .toSource
    do {
        try read(Array(bytes.dropFirst()), direction, isSigned: first & 2 == 0)
    } catch {
        precondition(!"\(error)".isEmpty)
    }
    _ = try? PageRuns.runs(in: bytes, pageCount: 1_000)
    return 0
}

private func read(_ bytes: [UInt8], _ direction: FrameKind.Direction, isSigned: Bool) throws {
    let pageCount = 1_000
    let key = FrameKey(1, stream: 0, direction)
    var parser = FrameParser(direction, key: key, pageCount: pageCount)
    var pages = ReceivedPages(pageCount: pageCount, isZero: true)
    let inbox = MessageInbox()
    let outbox = MessageOutbox()
    var rest = bytes[...]
    while rest.count >= Frame.headerBytes {
        var head = Array(rest.prefix(Frame.headerBytes))
        if isSigned { sign(&head, 4, key) }
        rest = rest.dropFirst(Frame.headerBytes)
        let header = try parser.header(head.span.bytes)
        var details = Array(rest.prefix(header.detailBytes))
        if isSigned { sign(&details, 8, key) }
        rest = rest.dropFirst(header.detailBytes)
        let (frame, checks) = try parser.details(details.span.bytes, of: header)
        precondition(frame.detailBytes == header.detailBytes && frame.pages <= Frame.mostPages)
        let room = FrameBytes()
        let again = withExtendedLifetime(room) {
            Array(
                room.write(
                    frame, sequence: parser.sequence - 1, delivered: UInt64(header.delivered),
                    hashes: checks.shorts.map { UInt64($0) }[...], key: key))
        }
        precondition(again.count == head.count + details.count)
        try outbox.delivered(header.delivered)
        switch frame.kind {
        case .pages:
            for run in try pages.begin(frame) { precondition(run.upperBound <= pageCount) }
            pages.arrived(frame, wrong: checks.wrong([UInt64](repeating: 7, count: frame.pages)[...], key))
        case .message:
            try inbox.take(frame.payload) { message in
                _ = try StreamNews(message, streams: 3, pageCount: pageCount)
                _ = try? PageRuns.runs(in: message.payload, pageCount: pageCount)
            }
        default: break
        }
    }
}

private func sign(_ bytes: inout [UInt8], _ length: Int, _ key: FrameKey) {
    guard bytes.count >= length else { return }
    let check = key.hash(bytes.span.bytes.extracting(..<(bytes.count - length)))
    for place in 0..<length { bytes[bytes.count - length + place] = UInt8(truncatingIfNeeded: check >> (place * 8)) }
}
