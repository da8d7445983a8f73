/// A place in UTF-8 known by its byte and by its Unicode scalar, which only moves on: a whole file costs one walk.
struct ScalarCursor {
    private var byte = 0
    private var scalar: UInt32 = 0

    /// The scalar at which the node starts whose anchor or tag stands at the scalar `properties`.
    mutating func content(from properties: UInt32, in bytes: [UInt8]) -> UInt32 {
        while scalar < properties, byte < bytes.count { step(in: bytes) }
        while byte < bytes.count {
            switch bytes[byte] {
            case UInt8(ascii: "&"):
                step(in: bytes)
                while byte < bytes.count, isAnchorName(bytes[byte]) { step(in: bytes) }
            case UInt8(ascii: "!") where bytes[byte...].starts(with: "!<".utf8):
                while byte < bytes.count, bytes[byte] != UInt8(ascii: ">") { step(in: bytes) }
                if byte < bytes.count { step(in: bytes) }
            case UInt8(ascii: "!"):
                while byte < bytes.count, !isBlank(bytes[byte]), !",[]{}".utf8.contains(bytes[byte]) { step(in: bytes) }
            case UInt8(ascii: "#"):
                while byte < bytes.count, !isBreak(bytes[byte]) { step(in: bytes) }
            case let other where isBlank(other):
                step(in: bytes)
            default: return scalar
            }
        }
        return scalar
    }

    private mutating func step(in bytes: [UInt8]) {
        repeat { byte += 1 } while byte < bytes.count && bytes[byte] & 0xC0 == 0x80
        scalar += 1
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || isBreak(byte) }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private func isAnchorName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x5F
    }
}
