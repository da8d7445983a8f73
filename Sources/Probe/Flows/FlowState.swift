/// What is known of a connection while its frames come.
struct FlowState: BitwiseCopyable {
    var key: FlowKey
    var number: Int
    var firstTime: Int64
    var lastTime: Int64
    var packets = 0
    var interface: Int
    var vlan: UInt16?
    var sawOtherInterfaces = false
    /// Whether the lower end of the key is the client, and whether a SYN says so.
    var clientIsLow: Bool
    var sawOpening = false
    var sawAnswer = false
    var sawReset = false
    /// The clock of the capture stepped back while it lasted.
    var clockStepped = false
    /// Another connection of the same ends has taken its place.
    var isReplaced = false

    /// When the last SYN of the client was sent, and how long the handshake took.
    var synTime: Int64 = .min
    var initialRoundTrip: Int64 = .min
    var initialIsAmbiguous = false

    /// What each end sent.
    var low = DirectionState()
    var high = DirectionState()

    init(_ segment: TCPSegment, number: Int, time: Int64, interface: Int) {
        key = segment.key
        self.number = number
        firstTime = time
        lastTime = time
        self.interface = interface
        vlan = segment.vlan
        // Whoever answers a SYN is the server.
        clientIsLow = segment.isFromLow != (segment.isSYN && segment.isACK)
    }

    /// Whether both ends have said their last word.
    var isFinished: Bool { isReplaced || sawReset || (low.sawFIN && high.sawFIN) }

    /// Gives all memory back.
    mutating func release() {
        low.release()
        high.release()
    }
}
