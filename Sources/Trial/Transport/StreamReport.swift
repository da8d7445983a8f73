/// What one stream carried, at the end that tells of it.
struct StreamReport: Codable, Sendable, Equatable {
    /// The pair of addresses that it belongs to.
    var pair: Int

    /// Pages that it carried and that the other end acknowledged, zero pages counted.
    var pages = 0

    /// Bytes that it carried, frame headers counted.
    var bytes = 0

    /// What it carries a second at present, by what was acknowledged; nil until that is known.
    var bytesPerSecond: Double?

    /// The least time from a frame to its acknowledgement; the source knows it.
    var roundTripSeconds: Double?

    /// What the kernel says of its congestion control; nil where there is none.
    var congestionControl: String?

    /// When it died, in seconds since the streams were set up; nil while it lives.
    var diedAfterSeconds: Double?

    /// Why it died, as a sentence without a full stop.
    var failure: String?
}
