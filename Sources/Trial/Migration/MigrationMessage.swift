/// What the two ends of a migration say to each other on the streams, beside the pages.
enum MigrationMessage: UInt16, Sendable {
    // To the destination
    /// The guest stands still, and its last pages have been sent and acknowledged.
    case lastPages = 1
    /// These pages will not be sent ahead of the switchover: pages of the payload are to be thrown away.
    case discard = 2
    /// The guest stands still, and all pages that it lacks there have been named.
    case allNamed = 3
    /// All pages to be thrown away for now have been named.
    case discardNow = 5
    /// The source has given up; the guest goes on there.
    case givenUp = 4

    // To the source
    /// Pages of the payload have not arrived as they were sent.
    case suspects = 11
    /// All of these have been named.
    case allSuspects = 12
    /// The guest runs at the destination.
    case runs = 13
    /// What was named has been thrown away.
    case discarded = 17
    /// Somebody waits for the page of the payload.
    case demand = 14
    /// All of the guest's memory is at the destination.
    case whole = 15
    /// The destination has given up, for the reason in the payload.
    case failed = 16

    /// The message with `payload`.
    func with(_ payload: [UInt8] = []) -> TransportMessage { TransportMessage(type: rawValue, payload: payload) }
}

extension TransportMessage {
    /// What the message is; nil where no end of this version says it.
    var meaning: MigrationMessage? { MigrationMessage(rawValue: type) }

    /// A number in eight bytes, little-endian.
    static func number(_ value: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// The number that the payload holds; nil where it holds anything else.
    var number: Int? {
        guard payload.count == 8 else { return nil }
        return payload.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
