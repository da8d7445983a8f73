/// Reads the frames of one stream in one direction; whatever was not sent by the other end in this order is an error.
struct FrameParser: Sendable {
    let direction: FrameKind.Direction
    let key: FrameKey
    let pageCount: Int

    /// Frames until now.
    private(set) var sequence: UInt64 = 0

    init(_ direction: FrameKind.Direction, key: FrameKey, pageCount: Int) {
        self.direction = direction
        self.key = key
        self.pageCount = pageCount
    }

    /// Reads the header of the next frame, of ``Frame/headerBytes``.
    mutating func header(_ bytes: RawSpan) throws(TransportError) -> FrameHeader {
        var reader = ByteReader()
        let kindNumber = try reader.number(UInt8.self, in: bytes)
        let urgency = try reader.number(UInt8.self, in: bytes)
        let runs = Int(try reader.number(UInt16.self, in: bytes))
        let zeroRuns = Int(try reader.number(UInt16.self, in: bytes))
        let pages = Int(try reader.number(UInt16.self, in: bytes))
        let payload = Int(try reader.number(UInt32.self, in: bytes))
        let round = try reader.number(UInt32.self, in: bytes)
        let number = try reader.number(UInt64.self, in: bytes)
        let delivered = try reader.number(UInt32.self, in: bytes)
        let check = UInt32(truncatingIfNeeded: key.hash(bytes.extracting(..<reader.offset)))
        guard try reader.number(UInt32.self, in: bytes) == check, urgency <= 1 else {
            throw TransportError("what came is no frame of this stream, or was changed on the way")
        }
        guard number == sequence else {
            throw TransportError("frame \(number) came where frame \(sequence) was due")
        }
        guard let kind = FrameKind(rawValue: kindNumber), kind.goes(direction) else {
            throw TransportError("a frame of kind \(kindNumber) came")
        }
        let header = FrameHeader(
            kind: kind, isUrgent: urgency == 1, runs: runs, zeroRuns: zeroRuns, pages: pages, payload: payload,
            round: round,
            delivered: delivered)
        try validate(header)
        sequence += 1
        return header
    }

    private func validate(_ header: FrameHeader) throws(TransportError) {
        let fits: Bool
        switch header.kind {
        case .pages, .calibration, .pushed:
            fits =
                header.payload == 0 && header.pages <= Frame.mostPages && header.runs <= header.pages
                && (header.pages == 0) == (header.runs == 0) && header.runs + header.zeroRuns > 0
                && header.zeroRuns <= (header.kind == .pages ? Frame.mostZeroRuns : 0)
        case .message:
            fits = header.payload >= Frame.messageHead && header.payload <= Frame.mostPayload
        case .acknowledgement: fits = header.payload == 8
        case .ping: fits = header.payload == 0
        }
        guard fits, header.kind.hasPages || header.runs + header.zeroRuns + header.pages == 0 else {
            throw TransportError(
                "a frame came with \(header.runs) runs of \(header.pages) pages, \(header.zeroRuns) runs of zero pages "
                    + "and \(header.payload) bytes")
        }
    }

    /// Reads the details of a frame, of as many bytes as its header says.
    func details(_ bytes: RawSpan, of header: FrameHeader) throws(TransportError) -> (Frame, PageChecks) {
        var frame = Frame(kind: header.kind, round: header.round, isUrgent: header.isUrgent)
        var checks = PageChecks()
        guard header.detailBytes > 0 else { return (frame, checks) }
        guard bytes.byteCount == header.detailBytes else {
            throw TransportError("a frame has \(bytes.byteCount) bytes of details instead of \(header.detailBytes)")
        }
        var end = ByteReader(offset: bytes.byteCount - 8)
        guard try end.number(UInt64.self, in: bytes) == key.hash(bytes.extracting(..<(bytes.byteCount - 8))) else {
            throw TransportError("the details of a frame were changed on the way")
        }
        var reader = ByteReader()
        frame.runs = try runs(header.runs, ascending: true, bytes, &reader)
        frame.zeroRuns = try runs(header.zeroRuns, ascending: false, bytes, &reader)
        guard frame.pages == header.pages, frame.zeroPages <= Frame.mostZeroPages else {
            throw TransportError(
                "a frame of \(header.pages) pages names \(frame.pages), and \(frame.zeroPages) of zeros")
        }
        checks.hashes.reserveCapacity(header.pages)
        for _ in 0..<header.pages { checks.hashes.append(try reader.number(UInt64.self, in: bytes)) }
        if header.payload > 0 { frame.payload = try reader.bytes(header.payload, in: bytes) }
        return (frame, checks)
    }

    private func runs(
        _ count: Int, ascending: Bool, _ bytes: RawSpan, _ reader: inout ByteReader
    ) throws(TransportError) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        runs.reserveCapacity(count)
        for _ in 0..<count {
            let run = try PageRuns.run(try reader.number(UInt64.self, in: bytes), pageCount: pageCount)
            guard !ascending || run.lowerBound >= runs.last?.upperBound ?? 0 else {
                throw TransportError("the pages of a frame are not in order")
            }
            runs.append(run)
        }
        return runs
    }
}
