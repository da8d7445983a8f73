/// Writes frames as a capture file of any form.
struct CaptureFileBuilder {
    enum Form: String, CaseIterable {
        case pcap
        case nanosecondPcap
        case pcapng
        case nanosecondPcapng
        case binaryPcapng
        case twoSections
        case obsoletePackets
    }

    var form = Form.nanosecondPcap
    var isBigEndian = false
    var link: UInt32 = 1
    var frames: [(bytes: [UInt8], length: Int, time: Int64)] = []

    /// The bytes of the file.
    var bytes: [UInt8] {
        switch form {
        case .pcap, .nanosecondPcap: pcap
        case .twoSections:
            section(Array(frames.prefix(frames.count / 2))) + section(Array(frames.dropFirst(frames.count / 2)))
        default: section(frames)
        }
    }

    private var pcap: [UInt8] {
        let isNano = form == .nanosecondPcap
        var file = word(isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4 as UInt32) + word(2 as UInt16) + word(4 as UInt16)
        file += word(0 as UInt64) + word(262_144 as UInt32) + word(link)
        for frame in frames {
            file += word(UInt32(frame.time / 1_000_000_000))
            file += word(UInt32(frame.time % 1_000_000_000 / (isNano ? 1 : 1_000)))
            file += word(UInt32(frame.bytes.count)) + word(UInt32(frame.length)) + frame.bytes
        }
        return file
    }

    private func section(_ frames: [(bytes: [UInt8], length: Int, time: Int64)]) -> [UInt8] {
        var file = block(
            0x0A0D_0D0A,
            word(0x1A2B_3C4D as UInt32) + word(1 as UInt16) + word(0 as UInt16) + word(UInt64.max)
                + option(4, Array("a comment".utf8)))
        // A clock of ten digits of a second of two parts has other ticks for the same times.
        let resolution: UInt8 = form == .pcapng ? 6 : form == .binaryPcapng ? 0x80 | 34 : 9
        let seconds: UInt64 = form == .binaryPcapng ? 1_600_000_000 : 0
        file += block(
            1,
            word(UInt16(link)) + word(0 as UInt16) + word(128 as UInt32) + option(2, Array("vmnic0".utf8))
                + option(9, [resolution]) + (seconds > 0 ? option(14, word(seconds)) : []) + option(0, []))
        // A block of a kind that nobody knows.
        file += block(0x0BAD, [1, 2, 3, 4])
        for frame in frames {
            let ticks = ticks(UInt64(frame.time), without: seconds)
            let times = word(UInt32(ticks >> 32)) + word(UInt32(truncatingIfNeeded: ticks))
            let lengths = word(UInt32(frame.bytes.count)) + word(UInt32(frame.length))
            let padding = [UInt8](repeating: 0, count: (4 - frame.bytes.count % 4) % 4)
            if form == .obsoletePackets {
                file += block(2, word(0 as UInt16) + word(0 as UInt16) + times + lengths + frame.bytes + padding)
            } else {
                file += block(
                    6, word(0 as UInt32) + times + lengths + frame.bytes + padding + option(1, Array("odd".utf8)))
            }
        }
        return file
    }

    private func ticks(_ time: UInt64, without seconds: UInt64) -> UInt64 {
        switch form {
        case .pcapng: return time / 1_000
        case .binaryPcapng:
            let rest = time - seconds * 1_000_000_000
            // Rounded up, so that rounding down gives the nanosecond again.
            let fraction = ((rest % 1_000_000_000) << 34 + 999_999_999) / 1_000_000_000
            return (rest / 1_000_000_000) << 34 | fraction
        default: return time
        }
    }

    private func option(_ code: UInt16, _ value: [UInt8]) -> [UInt8] {
        word(code) + word(UInt16(value.count)) + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
    }

    private func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
        let length = word(UInt32(body.count + 12))
        return word(type) + length + body + length
    }

    private func word<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        let bytes = (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        return isBigEndian ? bytes.reversed() : bytes
    }
}
