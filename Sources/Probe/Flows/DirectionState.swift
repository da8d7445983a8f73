/// What is known of one direction of a connection while its frames come.
struct DirectionState: BitwiseCopyable {
    /// The sequence number of the SYN, seen or told by other numbers.
    var hasBase = false
    var base: UInt32 = 0

    /// Whether a sequence number, a SYN, a FIN, an acknowledgement of this direction was seen.
    var hasSequence = false
    var sawSYN = false
    var sawFIN = false
    var hasAcknowledged = false
    /// Whether the highest acknowledgement is known that the other end sent for this direction.
    var isAcknowledged = false

    /// Where data begins, or what lies 2^30 before the last of it; where it ends, and what is expected next.
    var firstSequence: UInt32 = 0
    var finSequence: UInt32 = 0
    var nextSequence: UInt32 = 0
    /// The highest acknowledgement that the other end sent.
    var acknowledgedTo: UInt32 = 0
    /// The stretch of sequence numbers that were repeated and not yet acknowledged.
    var hasRepeats = false
    var repeatsFrom: UInt32 = 0
    var repeatsTo: UInt32 = 0

    /// What this end said of itself and offers.
    var mss: UInt16 = 0
    var windowScale: UInt8 = 255
    var lastWindow: UInt16 = 0
    var lastAcknowledgement: UInt32 = 0
    var window: UInt32 = 0
    var largestWindow: UInt32 = 0

    var packets = 0
    var segments = 0
    var payloadBytes = 0
    var acknowledgedBytes = 0
    var retransmittedBytes = 0
    var retransmits: UInt32 = 0
    var spuriousRetransmits: UInt32 = 0
    var outOfOrder: UInt32 = 0
    var duplicateFrames: UInt32 = 0
    var duplicateAcks: UInt32 = 0
    var zeroWindows: UInt32 = 0
    var keepAlives: UInt32 = 0
    var ambiguousSamples: UInt32 = 0
    var largestFlight: UInt32 = 0
    var firstDataTime: Int64 = .min
    var lastAckTime: Int64 = .min
    /// How long all data was acknowledged before more was sent, and since when it is now.
    var idleTime: Int64 = 0
    var idleSince: Int64 = .min

    /// A segment that was passed over for less than this was overtaken rather than sent again: the round trip, once it is known.
    var overtakenWithin: Int64 = 3_000_000

    var memory = FrameMemory()
    var unacked = UnackedSegments()
    var echoes = TimestampEchoes()
    var holes = Holes()
    var timeline = TimelineRecorder()
    var handshakeTrips = SampleBox()
    var ackTrips = SampleBox()
    var timestampTrips = SampleBox()

    /// Gives all memory back.
    mutating func release() {
        unacked.release()
        echoes.release()
        holes.release()
        timeline.release()
        handshakeTrips.release()
        ackTrips.release()
        timestampTrips.release()
    }
}
