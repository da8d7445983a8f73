/// A small message between the two ends, in order with all others of its direction, each delivered once.
///
/// It goes over any living stream, and again over another one where that one dies.
struct TransportMessage: Sendable, Equatable {
    /// The longest payload.
    static let longestPayload = 1 << 18

    /// What it is, for the ends to know; numbers from 0xff00 on are the transport's own.
    var type: UInt16

    /// Its contents, which the transport does not look at.
    var payload: [UInt8] = []
}
