import LinuxSystem

/// What both ends of a guest that resumed early say to each other when the network has failed: pages and demands, over the file.
final class BackupConversation: PageConversation {
    /// What the other end has said.
    enum Said: Equatable, Sendable {
        /// To the source: somebody waits for this page.
        case demand(Int)
        /// To the destination: the bytes of a page.
        case page(Int, [UInt8])
        /// What both have agreed on.
        case message([UInt8])
    }

    /// Pages that are pushed ahead of what the destination has read: a demanded one stands behind no more.
    private static let ahead = 32

    private let file: BackupFile
    private let memory: MemoryMapping
    private let patience: Double
    private let cancellation: Cancellation

    /// A conversation about the pages of `memory`, which ends when the other end gives no sign of life for `patience` seconds.
    init(_ file: BackupFile, memory: MemoryMapping, patience: Double, cancellation: Cancellation) {
        self.file = file
        self.memory = memory
        self.patience = patience
        self.cancellation = cancellation
    }

    /// To the source: somebody waits for this page.
    func demand(_ page: Int) throws {
        try send([Self.head(.demand, page)])
    }

    /// To the destination: pages that follow each other, straight from the guest's memory.
    func send(_ pages: Range<Int>, isDemanded: Bool) throws {
        let messages = pages.map { page in unsafe Self.head(.page, page) + Array(memory.bytes(of: page..<page + 1)) }
        try send(messages, unread: isDemanded ? .max : Self.ahead)
    }

    /// Something else, in order with the pages.
    func send(message: [UInt8]) throws { try send([[Kind.message.rawValue] + message]) }

    /// Says that nothing follows.
    func close() throws { try file.close() }

    /// Hands what the other end says to `take`, until it says that nothing follows.
    func listen(_ take: (Said) throws -> Void) throws {
        while let message = try file.receive(silence: patience, until: .max, cancellation: cancellation) {
            guard let said = Self.read(message, pageCount: memory.pageCount) else {
                throw SharedDirectoryError(.nonsense, "the other host has written nonsense into the backup file")
            }
            try take(said)
        }
    }

    /// What a message says; nil when it makes no sense.
    static func read(_ message: [UInt8], pageCount: Int) -> Said? {
        guard let first = message.first, let kind = Kind(rawValue: first) else { return nil }
        if kind == .message { return .message(Array(message.dropFirst())) }
        guard message.count >= 9 else { return nil }
        let number = message[1..<9].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        guard number < UInt64(pageCount) else { return nil }
        let bytes = Array(message.dropFirst(9))
        switch kind {
        case .demand: return bytes.isEmpty ? .demand(Int(number)) : nil
        default: return bytes.count == MemoryMapping.pageBytes ? .page(Int(number), bytes) : nil
        }
    }

    private enum Kind: UInt8 {
        case demand = 1
        case page
        case message
    }

    private static func head(_ kind: Kind, _ page: Int) -> [UInt8] {
        [kind.rawValue] + (0..<8).map { UInt8(truncatingIfNeeded: page >> (8 * $0)) }
    }

    private func send(_ messages: [[UInt8]], unread: Int = .max) throws {
        let deadline = MonotonicClock.now + Int64(patience * 1e9)
        try file.send(messages, unread: unread, until: deadline, cancellation: cancellation)
    }
}
