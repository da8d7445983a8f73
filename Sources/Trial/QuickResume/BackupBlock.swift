/// A block of a backup file: header, then payload; whatever its bytes are, it is either whole and of this migration, or not there.
///
/// ```
///  0  magic, 8 bytes        16  sequence number, 8 bytes       32  HMAC-SHA256 over bytes 0 to 31 and the payload
///  8  kind, writer, 0, 0    24  0                              64  payload
/// 12  bytes of payload
/// ```
/// Numbers are little-endian. A write that is torn has a wrong HMAC, and one of an earlier lap an earlier sequence number.
enum BackupBlock {
    /// What a block holds.
    enum Kind: UInt8 {
        /// What the file is; the first block.
        case head = 1
        /// How far one end has come.
        case status
        /// A message.
        case message
    }

    /// Which end writes a block.
    enum Writer: UInt8, Sendable {
        /// The end that made the file.
        case creator = 1
        /// The end that opened it.
        case opener

        var other: Writer { self == .creator ? .opener : .creator }
    }

    /// Bytes before the payload.
    static let headerBytes = 64

    private static let magic: UInt64 = 0x5055_4B43_4142_4D56  // "VMBACKUP"

    /// Puts header and payload into `block`, which has room for both.
    static func write(
        _ kind: Kind, by writer: Writer, sequence: UInt64, _ payload: [UInt8], identity: MigrationIdentity,
        into block: UnsafeMutableRawBufferPointer
    ) {
        unsafe block.storeBytes(of: magic.littleEndian, toByteOffset: 0, as: UInt64.self)
        let words = UInt32(kind.rawValue) | UInt32(writer.rawValue) << 8
        unsafe block.storeBytes(of: words.littleEndian, toByteOffset: 8, as: UInt32.self)
        unsafe block.storeBytes(of: UInt32(payload.count).littleEndian, toByteOffset: 12, as: UInt32.self)
        unsafe block.storeBytes(of: sequence.littleEndian, toByteOffset: 16, as: UInt64.self)
        unsafe block.storeBytes(of: 0, toByteOffset: 24, as: UInt64.self)
        unsafe UnsafeMutableRawBufferPointer(rebasing: block[headerBytes...]).copyBytes(from: payload)
        let proof = unsafe identity.proof(of: signed(UnsafeRawBufferPointer(block), payloadBytes: payload.count))
        unsafe UnsafeMutableRawBufferPointer(rebasing: block[32..<headerBytes]).copyBytes(from: proof)
    }

    /// The bytes and the sequence number that `block` claims to have; nil when it is none of this kind and writer.
    static func claim(
        of block: UnsafeRawBufferPointer, _ kind: Kind, by writer: Writer, room: Int
    ) -> (sequence: UInt64, payloadBytes: Int)? {
        guard block.count >= headerBytes,
            unsafe block.loadUnaligned(as: UInt64.self) == magic.littleEndian,
            unsafe block.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
                == (UInt32(kind.rawValue) | UInt32(writer.rawValue) << 8).littleEndian
        else { return nil }
        let count = unsafe UInt32(littleEndian: block.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        guard count <= room - headerBytes else { return nil }
        let sequence = unsafe UInt64(littleEndian: block.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
        return (sequence, Int(count))
    }

    /// The payload of a block that is whole; nil when it is not there, or not yet.
    static func read(
        _ block: UnsafeRawBufferPointer, _ kind: Kind, by writer: Writer, identity: MigrationIdentity
    ) -> (sequence: UInt64, payload: [UInt8])? {
        guard let claim = unsafe claim(of: block, kind, by: writer, room: block.count) else { return nil }
        let proof = unsafe identity.proof(of: signed(block, payloadBytes: claim.payloadBytes))
        guard unsafe proof.elementsEqual(block[32..<headerBytes]) else { return nil }
        return unsafe (claim.sequence, Array(block[headerBytes..<headerBytes + claim.payloadBytes]))
    }

    /// What the HMAC is over: what lies before it and after it.
    private static func signed(
        _ block: UnsafeRawBufferPointer, payloadBytes: Int
    ) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer) {
        unsafe (
            UnsafeRawBufferPointer(rebasing: block[..<32]),
            UnsafeRawBufferPointer(rebasing: block[headerBytes..<headerBytes + payloadBytes])
        )
    }
}
