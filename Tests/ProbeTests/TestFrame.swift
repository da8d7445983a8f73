/// Builds the bytes of a frame with a TCP segment, whose payload is left out as a short snap length does.
struct TestFrame {
    var isIPv6 = false
    var link: UInt32 = 1
    var tags: [(type: UInt16, vlan: UInt16)] = []
    var ipOptions = 0
    var extensions: [[UInt8]] = []
    var source: UInt8 = 1
    var destination: UInt8 = 2
    var sourcePort: UInt16 = 40_000
    var destinationPort: UInt16 = 8_000
    var sequence: UInt32 = 0
    var acknowledgement: UInt32 = 0
    var flags: UInt8 = 0x10
    var window: UInt16 = 1_000
    var options: [UInt8] = []
    var payload = 0
    var identification: UInt16 = 0
    var fragment: UInt16 = 0x4000
    var protocolNumber: UInt8 = 6
    /// The length that the IP header claims; nil for the true one.
    var claimedLength: UInt16?

    /// The bytes without payload.
    var bytes: [UInt8] { linkHeader + ipHeader + tcpHeader }

    /// How long the frame was on the wire.
    var originalLength: Int { bytes.count + payload }

    private var tcpHeader: [UInt8] {
        let padded = options + [UInt8](repeating: 1, count: (4 - options.count % 4) % 4)
        let offset = UInt8((20 + padded.count) / 4) << 4
        return word(sourcePort) + word(destinationPort) + word(sequence) + word(acknowledgement) + [offset, flags]
            + word(window) + [0, 0, 0, 0] + padded
    }

    private var ipHeader: [UInt8] {
        let inner = tcpHeader.count + payload
        if isIPv6 {
            let chain = extensions.enumerated().flatMap { index, bytes in
                [index + 1 < extensions.count ? 60 : protocolNumber] + bytes.dropFirst()
            }
            let length = claimedLength ?? UInt16(truncatingIfNeeded: inner + chain.count)
            let address: (UInt8) -> [UInt8] = { [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [$0] }
            return [0x60, 0, 0, 0] + word(length) + [extensions.isEmpty ? protocolNumber : 60, 64]
                + address(source) + address(destination) + chain
        }
        let header = 20 + ipOptions
        let length = claimedLength ?? UInt16(truncatingIfNeeded: header + inner)
        return [0x40 | UInt8(header / 4), 0] + word(length) + word(identification) + word(fragment)
            + [64, protocolNumber, 0, 0, 192, 0, 2, source, 192, 0, 2, destination]
            + [UInt8](repeating: 1, count: ipOptions)
    }

    private var linkHeader: [UInt8] {
        let etherType: UInt16 = isIPv6 ? 0x86DD : 0x0800
        let chain = tags.flatMap { word($0.type) + word($0.vlan) }
        // Each tag's type stands before it, and the type of what follows after the last.
        var types = chain + word(etherType)
        switch link {
        case 1: return [UInt8](repeating: 2, count: 12) + types
        case 113: return [0, 0, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0] + types
        case 276:
            let first = Array(types.prefix(2))
            types.removeFirst(2)
            return first + [0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 2, 2, 2, 2, 2, 0, 0] + types
        case 0: return [isIPv6 ? 30 : 2, 0, 0, 0]
        case 108: return [0, 0, 0, isIPv6 ? 24 : 2]
        default: return []
        }
    }

    private func word<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (Number.bitWidth - 8 - $0 * 8)) }
    }
}

/// Timestamps as an option, with the fillers that Linux puts before them.
func timestamps(_ value: UInt32, echo: UInt32) -> [UInt8] {
    [1, 1, 8, 10]
        + [value, echo].flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - $0 * 8)) } }
}
