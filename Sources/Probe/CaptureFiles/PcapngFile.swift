import Evidence

/// A file in the pcapng format: <https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html>.
struct PcapngFile {
    /// An interface of the current section.
    struct Interface {
        var number: Int
        var link: LinkType
        var snapLength: Int
        var clock: PcapngClock
        var drops: Int?
    }

    /// Interfaces beyond this many are not believed.
    private static let mostInterfaces = 65_536

    private let source: ByteSource
    private var isSwapped = false
    private var interfaces: [Interface] = []
    private var summary = CaptureFileSummary(format: .pcapng)

    init(_ source: ByteSource) { self.source = source }

    /// Hands all packets to `sink`.
    mutating func read(
        into sink: some PacketSink, numbering reader: CaptureReader
    ) throws(CaptureFileError) -> CaptureFileSummary {
        while source.require(12), summary.problem == nil {
            let type = word(0)
            if type == 0x0A0D_0D0A { try beginSection() }
            let length = Int(word(4))
            guard length >= 12, length % 4 == 0 else {
                fail("claims a length of \(length) bytes")
                break
            }
            guard length <= ByteSource.largest else {
                // Such as names or secrets; packets are shorter.
                guard [1, 2, 3, 6].contains(type) || !source.skip(length) else { continue }
                fail("claims a length of \(length) bytes")
                break
            }
            guard source.require(length) else { break }
            guard Int(word(length - 4)) == length else {
                fail("has two lengths that differ")
                break
            }
            readBlock(type, length, into: sink, numbering: reader)
            source.position += length
        }
        noteEnd()
        return summary
    }

    private mutating func readBlock(
        _ type: UInt32, _ length: Int, into sink: some PacketSink, numbering reader: CaptureReader
    ) {
        switch type {
        case 6 where length >= 32:
            readPacket(Int(word(8)), header: 28, captured: Int(word(20)), length, into: sink)
        case 2 where length >= 32:
            readPacket(Int(word16(8)), header: 28, captured: Int(word(20)), length, into: sink)
        case 3 where length >= 16:
            // A simple packet has no time stamp, so nothing can be timed by it.
            passOver(into: sink)
        case 1 where length >= 20: readInterface(length, numbering: reader)
        case 5 where length >= 24: readStatistics(length)
        case 1, 2, 3, 5, 6: fail("is too short for its kind")
        default: break
        }
    }

    @inline(__always)
    private mutating func readPacket(
        _ index: Int, header: Int, captured: Int, _ length: Int, into sink: some PacketSink
    ) {
        guard index < interfaces.count else { return fail("names interface \(index), which was not described") }
        guard captured <= length - header - 4 else { return fail("claims to hold \(captured) bytes of a packet") }
        let ticks = UInt64(word(12)) << 32 | UInt64(word(16))
        guard let time = interfaces[index].clock.nanoseconds(ticks) else { return passOver(into: sink) }
        unsafe sink.add(
            source.bytes(header, captured),
            originalLength: max(Int(word(24)), captured), time: time, link: interfaces[index].link,
            interface: interfaces[index].number)
        summary.packets += 1
    }

    private mutating func passOver(into sink: some PacketSink) {
        summary.packets += 1
        summary.untimedPackets += 1
        sink.addUntimed()
    }

    /// A section has its own byte order and interfaces.
    private mutating func beginSection() throws(CaptureFileError) {
        isSwapped = false
        let magic = word(8)
        guard magic == 0x1A2B_3C4D || magic == 0x4D3C_2B1A else {
            if summary.packets == 0 { throw CaptureFileError("is no pcapng file: its byte order is not told") }
            return fail("does not tell its byte order")
        }
        isSwapped = magic == 0x4D3C_2B1A
        noteDrops()
        interfaces = []
        guard source.require(16) else { return }
        let major = word16(12)
        if major != 1 {
            if summary.packets == 0 {
                throw CaptureFileError("is in version \(major) of the pcapng format; version 1 is read")
            }
            fail("is in version \(major) of the format")
        }
    }

    private mutating func readInterface(_ length: Int, numbering reader: CaptureReader) {
        guard interfaces.count < Self.mostInterfaces else { return fail("describes one interface too many") }
        let link = LinkType(number: UInt32(word16(8)))
        let snapLength = Int(word(12))
        var clock = PcapngClock()
        var name: String?
        forEachOption(from: 16, to: length - 4) { code, start, count in
            switch (code, count) {
            case (2, 1...255): name = text(start, count)
            case (9, 1): clock.setResolution(byte(start))
            case (14, 8):
                let words = (word(start), word(start + 4))
                let value = isSwapped == (1.littleEndian == 1) ? (words.0, words.1) : (words.1, words.0)
                clock.offsetSeconds = Int64(bitPattern: UInt64(value.0) << 32 | UInt64(value.1))
            default: break
            }
        }
        if !clock.isNanoseconds { summary.resolution = .microseconds }
        if snapLength > 0, snapLength < 1 << 18 {
            summary.snapLength = min(summary.snapLength ?? snapLength, snapLength)
        }
        let number = reader.number(of: CaptureInterface(name: name, link: link))
        interfaces.append(
            Interface(number: number, link: link, snapLength: snapLength, clock: clock, drops: nil))
    }

    /// Takes the drops of an interface statistics block, whose counts stand for the whole capture so far.
    private mutating func readStatistics(_ length: Int) {
        let index = Int(word(8))
        guard index < interfaces.count else { return }
        var drops: Int?
        forEachOption(from: 20, to: length - 4) { code, start, count in
            guard code == 5 || code == 7, count == 8 else { return }
            let words = (UInt64(word(start)), UInt64(word(start + 4)))
            let isBig = isSwapped == (1.littleEndian == 1)
            let value = isBig ? words.0 << 32 | words.1 : words.1 << 32 | words.0
            drops = (drops ?? 0) + Int(clamping: min(value, 1 << 48))
        }
        if let drops { interfaces[index].drops = drops }
    }

    private mutating func noteDrops() {
        let drops = interfaces.compactMap(\.drops)
        if !drops.isEmpty { summary.drops = (summary.drops ?? 0) + drops.reduce(0, +) }
    }

    private mutating func noteEnd() {
        noteDrops()
        guard summary.problem == nil else { return }
        if let problem = source.problem {
            summary.problem = "\(problem) at byte \(source.offset), after packet \(summary.packets)"
        } else if source.end > source.position {
            summary.problem =
                "ends within the block that begins at byte \(source.offset), after packet \(summary.packets), "
                + "so it was cut short"
        }
    }

    private mutating func fail(_ what: String) {
        summary.problem =
            "the block at byte \(source.offset), after packet \(summary.packets), \(what), so the file is corrupt there"
    }

    /// Calls `body` with the code, place and length of each option.
    private func forEachOption(from start: Int, to end: Int, _ body: (UInt16, Int, Int) -> Void) {
        var offset = start
        while offset + 4 <= end {
            let code = word16(offset)
            let count = Int(word16(offset + 2))
            guard code != 0, offset + 4 + count <= end else { return }
            body(code, offset + 4, count)
            offset += 4 + (count + 3) / 4 * 4
        }
    }

    private func text(_ start: Int, _ count: Int) -> String {
        let bytes = (0..<count).map { byte(start + $0) }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private func byte(_ distance: Int) -> UInt8 { source.byte(distance) }

    @inline(__always) private func word(_ distance: Int) -> UInt32 {
        let value: UInt32 = source.word(distance)
        return isSwapped ? value.byteSwapped : value
    }

    @inline(__always) private func word16(_ distance: Int) -> UInt16 {
        let value: UInt16 = source.word(distance)
        return isSwapped ? value.byteSwapped : value
    }
}
