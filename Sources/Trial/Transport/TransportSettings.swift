/// What both ends of the streams are told.
struct TransportSettings: Sendable {
    /// What the checks of frames are keyed with, so that no other migration's frame passes; of the token.
    var key: UInt64

    /// How long a stream may make no progress before it counts as dead.
    var timeoutSeconds = 20.0

    /// The most that all streams together may send; the source keeps to it.
    var maxBytesPerSecond: Double?

    /// Throws where they make no transport over `streams`.
    func check(_ streams: [PageStream]) throws(TransportError) {
        guard !streams.isEmpty, streams.count <= 1_024 else {
            throw TransportError("pages go over 1 to 1024 streams, not \(streams.count)")
        }
        guard timeoutSeconds >= 0.05, timeoutSeconds <= 1e6 else {
            throw TransportError("streams cannot die after \(timeoutSeconds) s without progress")
        }
    }
}
