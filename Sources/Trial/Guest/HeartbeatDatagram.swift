import Crypto

/// One heartbeat on the wire, in network order: magic (4), generation (4), counter (8), and the first half of the HMAC-SHA256 of
/// these (16; RFC 2104 section 5).
struct HeartbeatDatagram: Sendable, Equatable {
    /// Bytes of a datagram.
    static let byteCount = 32

    private static let magic: [UInt8] = Array("VPHB".utf8)
    private static let proofBytes = 16

    /// The number of the place where the guest ran.
    var generation: UInt32

    /// The guest's own counter.
    var counter: UInt64

    /// A heartbeat.
    init(generation: UInt32, counter: UInt64) {
        self.generation = generation
        self.counter = counter
    }

    /// Reads what `key` proves to be a heartbeat; nil for anything else.
    init?(_ bytes: some Sequence<UInt8>, key: SymmetricKey) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic) else { return nil }
        let fields = bytes.dropLast(Self.proofBytes)
        var difference: UInt8 = 0
        for (given, right) in zip(bytes.suffix(Self.proofBytes), Self.proof(of: fields, key)) {
            difference |= given ^ right
        }
        guard difference == 0 else { return nil }
        generation = UInt32(truncatingIfNeeded: Self.number(fields[4..<8]))
        counter = Self.number(fields[8..<16])
    }

    /// The bytes, with the proof that `key` makes.
    func bytes(key: SymmetricKey) -> [UInt8] {
        var bytes = Self.magic
        for shift in stride(from: 24, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: generation >> shift))
        }
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: counter >> shift)) }
        return bytes + Self.proof(of: bytes[...], key)
    }

    private static func proof(of fields: ArraySlice<UInt8>, _ key: SymmetricKey) -> ArraySlice<UInt8> {
        Array(HMAC<SHA256>.authenticationCode(for: Array(fields), using: key)).prefix(proofBytes)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
