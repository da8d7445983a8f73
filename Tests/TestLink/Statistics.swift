/// What one direction of the link did; a frame may stand for several packets.
struct Statistics: Encodable, Sendable {
    /// Frames and their bytes that arrived at the other end, copies included.
    var frames = 0
    var bytes = 0

    /// Frames that did not arrive, by reason.
    var lost = 0
    var queueFull = 0
    var tooBig = 0
    var icmpDropped = 0
    var refused = 0
    var cut = 0

    /// Frames that arrived twice, or after those behind them.
    var duplicated = 0
    var reordered = 0

    /// Frames whose TCP payload was changed, or was one that had passed before.
    var corrupted = 0
    var replayed = 0

    /// How much later than wanted frames left, and the most bytes that were under way.
    var lateMeanMicroseconds = 0.0
    var lateMaxMicroseconds = 0.0
    var heldMaxBytes = 0
}

/// Both directions.
struct Report: Encodable {
    let forward: Statistics
    let reverse: Statistics
}
