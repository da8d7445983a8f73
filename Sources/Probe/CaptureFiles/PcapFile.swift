import Evidence

/// A file in the format of libpcap: pcap-savefile(5).
struct PcapFile: ~Copyable {
    private let source: ByteSource
    private let isSwapped: Bool
    private let isNanoseconds: Bool

    init(_ source: ByteSource, magic: UInt32) {
        self.source = source
        // `magic` was read in network order.
        let isLittle = magic == 0xD4C3_B2A1 || magic == 0x4D3C_B2A1
        isSwapped = isLittle != (1.littleEndian == 1)
        isNanoseconds = magic == 0xA1B2_3C4D || magic == 0x4D3C_B2A1
    }

    /// Hands all packets to `sink`.
    consuming func read(
        into sink: some PacketSink, numbering reader: CaptureReader
    ) throws(CaptureFileError) -> CaptureFileSummary {
        guard source.require(24) else { throw CaptureFileError("ends within its header, so it holds no packet") }
        let major = word16(4)
        guard major == 2 else {
            throw CaptureFileError("is in version \(major) of the pcap format; version 2 is read")
        }
        let snapLength = Int(word(16))
        // The upper bits tell of frame check sequences.
        let link = LinkType(number: word(20) & 0xFFFF)
        source.position += 24
        var summary = CaptureFileSummary(format: .pcap)
        summary.snapLength = snapLength > 0 && snapLength < 1 << 18 ? snapLength : nil
        summary.resolution = isNanoseconds ? .nanoseconds : .microseconds
        // libpcap's own limit, unless the file says that it holds longer packets.
        let longest = min(max(snapLength, 1 << 18), ByteSource.largest - 16)
        let interface = reader.number(of: CaptureInterface(name: nil, link: link))
        let scale: Int64 = isNanoseconds ? 1 : 1_000
        while source.require(16) {
            let length = Int(word(8))
            guard length <= longest else {
                summary.problem =
                    "packet \(summary.packets + 1) at byte \(source.offset) claims \(length) bytes, so the file is corrupt there"
                return summary
            }
            guard source.require(16 + length) else { break }
            let time = Int64(word(0)) * 1_000_000_000 + Int64(word(4)) * scale
            unsafe sink.add(
                source.bytes(16, length),
                originalLength: max(Int(word(12)), length), time: time, link: link, interface: interface)
            summary.packets += 1
            source.position += 16 + length
        }
        if let problem = source.problem {
            summary.problem = "\(problem) at byte \(source.offset), after packet \(summary.packets)"
        } else if source.end > source.position {
            summary.problem =
                "ends within packet \(summary.packets + 1), which begins at byte \(source.offset), so it was cut short"
        }
        return summary
    }

    @inline(__always) private func word(_ distance: Int) -> UInt32 {
        let value: UInt32 = source.word(distance)
        return isSwapped ? value.byteSwapped : value
    }

    private func word16(_ distance: Int) -> UInt16 {
        let value: UInt16 = source.word(distance)
        return isSwapped ? value.byteSwapped : value
    }
}
