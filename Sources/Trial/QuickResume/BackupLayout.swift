/// Where the blocks of a backup file lie: head, how far each end has come, then the rings of messages, one for each writer.
struct BackupLayout: Equatable, Sendable {
    /// Bytes of a block of the head and of the ends' status.
    static let smallBlock = 4096

    /// Bytes of a block of the rings.
    static let messageBlock = 8192

    private static let ringsFrom = 16_384
    private static let version: UInt32 = 1

    /// Blocks of each ring.
    let slots: Int

    /// The layout of a file of so many bytes, or a little less.
    init(byteCount: Int) {
        slots = max(8, (min(byteCount, 1 << 30) - Self.ringsFrom) / (2 * Self.messageBlock))
    }

    /// What the head of a file says; nil when that makes no sense.
    init?(head: [UInt8]) {
        guard head.count == 8, Self.number(head[0..<4]) == Self.version else { return nil }
        let slots = Self.number(head[4..<8])
        guard (8...65_536).contains(slots) else { return nil }
        self.slots = Int(slots)
    }

    /// What the head has to say.
    var head: [UInt8] { Self.bytes(Self.version) + Self.bytes(UInt32(slots)) }

    /// Bytes of the whole file.
    var byteCount: Int { Self.ringsFrom + 2 * slots * Self.messageBlock }

    /// Where the status of an end lies.
    func status(of writer: BackupBlock.Writer) -> Int { Int(writer.rawValue) * Self.smallBlock }

    /// Where the message with a number from 0 on lies.
    func message(_ number: UInt64, of writer: BackupBlock.Writer) -> Int {
        let ring = writer == .creator ? 0 : slots
        return Self.ringsFrom + (ring + Int(number % UInt64(slots))) * Self.messageBlock
    }

    /// How many messages from `number` on lie one behind the other, before the ring begins anew.
    func inOneGo(from number: UInt64) -> Int { slots - Int(number % UInt64(slots)) }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
}

/// How far an end has come: what its status block holds.
struct BackupStatus: Equatable, Sendable {
    /// Messages of the other end that it has read.
    var consumed: UInt64 = 0

    /// Messages that it has written in all, once no more follow.
    var closedAfter: UInt64?

    init() {}

    /// Reads a payload; nil when that makes no sense.
    init?(payload: [UInt8]) {
        guard payload.count == 17, payload[16] <= 1 else { return nil }
        consumed = Self.number(payload[0..<8])
        closedAfter = payload[16] == 1 ? Self.number(payload[8..<16]) : nil
    }

    /// The payload.
    var payload: [UInt8] {
        Self.bytes(consumed) + Self.bytes(closedAfter ?? 0) + [closedAfter == nil ? 0 : 1]
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    }
}
