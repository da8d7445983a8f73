/// What both ends of the streams are told.
struct TransportSettings: Sendable {
    /// What the checks of frames are keyed with, so that no other migration's frame passes; of the token.
    var key: UInt64

    /// How long a stream may make no progress before it counts as dead.
    var timeoutSeconds = 20.0

    /// The most that all streams together may send; the source keeps to it.
    var maxBytesPerSecond: Double?
}
