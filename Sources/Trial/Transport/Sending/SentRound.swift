/// What one round sent, all of it acknowledged.
struct SentRound: Codable, Sendable, Equatable {
    /// The number that the caller gave it.
    var round: Int

    /// Pages of the round, those of zeros counted.
    var pages: Int

    /// Pages of these that are of zeros, and were sent as numbers.
    var zeroPages: Int

    /// Bytes sent, frame headers counted; those that a stream lost and another sent again count twice.
    var bytes: Int

    /// From the start to the last acknowledgement.
    var seconds: Double

    /// What was sent a second.
    var bytesPerSecond: Double { Double(bytes) / max(seconds, 1e-9) }
}

/// How far a round is.
struct SendProgress: Sendable, Equatable {
    /// Pages of the round that were not acknowledged.
    var pagesLeft: Int

    /// Bytes of the round that were acknowledged, frame headers counted.
    var bytes: Int

    /// Since the round began.
    var seconds: Double

    /// What all streams together carry a second at present, by what was acknowledged; nil until that is known.
    var bytesPerSecond: Double?
}

/// What the link carries, measured with the guest's pages, which the destination throws away.
struct Calibration: Codable, Sendable, Equatable {
    /// What all streams together carried a second at the end, by what was acknowledged; nil where that cannot be told.
    var bytesPerSecond: Double?

    /// The least time from a frame to its acknowledgement, over all streams.
    var roundTripSeconds: Double

    /// Bytes sent for it.
    var bytes: Int

    /// How long it took.
    var seconds: Double

    /// Whether the rate had become steady within the time.
    var isSteady: Bool
}
