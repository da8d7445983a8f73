/// What one direction of a connection got acknowledged over time, in intervals that lie alike for all connections of a capture.
public struct Timeline: Sendable {
    /// The shortest interval, in nanoseconds.
    ///
    /// It doubles when a capture is so long that a connection would hold more than
    /// ``capacity`` of them.
    public static let shortestInterval: Int64 = 100_000_000

    /// The most intervals that are kept.
    public static let capacity = 4_096

    /// When the first interval begins: the first frame of the capture, in nanoseconds since 1970.
    public var start: Int64 = 0

    /// How long an interval is, in nanoseconds.
    public var interval: Int64 = Timeline.shortestInterval

    /// The intervals in which something was acknowledged, in their order.
    public var entries: [Entry] = []

    /// A timeline with nothing in it.
    public init() {}

    /// One interval.
    public struct Entry: Sendable, Equatable {
        /// Its number; it begins at this many intervals after the start of the capture.
        public var index: Int
        /// Bytes of payload acknowledged in it.
        public var bytes: Int
        /// The last acknowledgement in it, in nanoseconds since its beginning.
        public var lastAck: Int64
        /// The most bytes on their way.
        public var flight: Int
        /// The window at that moment; 0 when its scale is not known.
        public var window: Int
        /// Segments sent in it.
        public var segments: Int
        /// Segments sent again in it.
        public var retransmits: Int
    }
}
