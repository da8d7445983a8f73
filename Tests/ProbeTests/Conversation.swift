@testable import Probe

/// A conversation that a test makes up, frame by frame, and what is made of it.
final class Conversation: RoundTripSink {
    private(set) var samples: [RoundTripSample] = []
    private(set) var frames: [(bytes: [UInt8], length: Int, time: Int64)] = []
    private(set) var analysis: TrafficAnalysis!
    private var template: TestFrame
    private var time: Int64 = 1_700_000_000_000_000_000
    private let clientISN: UInt32
    private let serverISN: UInt32
    /// Sequence numbers relative to the initial ones that come next.
    var next: (client: UInt32, server: UInt32) = (0, 0)

    init(_ template: TestFrame = TestFrame(), clientISN: UInt32 = 1_000, serverISN: UInt32 = 5_000) {
        self.template = template
        self.clientISN = clientISN
        self.serverISN = serverISN
        analysis = TrafficAnalysis(samples: self)
    }

    func add(_ sample: RoundTripSample) { samples.append(sample) }

    /// Lets time pass.
    func wait(_ microseconds: Double) { time += Int64(microseconds * 1_000) }

    /// The client sends a segment with numbers relative to the initial ones.
    func client(
        _ sequence: UInt32, ack: UInt32 = 0, flags: UInt8 = 0x10, payload: Int = 0, window: UInt16 = 1_000,
        options: [UInt8] = [], identification: UInt16 = 0, interface: Int = 0
    ) {
        var frame = template
        frame.sequence = clientISN &+ sequence
        frame.acknowledgement = flags & 0x10 != 0 ? serverISN &+ ack : 0
        send(frame, flags, payload, window, options, identification, interface)
    }

    /// The server sends one.
    func server(
        _ sequence: UInt32, ack: UInt32 = 0, flags: UInt8 = 0x10, payload: Int = 0, window: UInt16 = 1_000,
        options: [UInt8] = [], identification: UInt16 = 0, interface: Int = 0
    ) {
        var frame = template
        swap(&frame.source, &frame.destination)
        swap(&frame.sourcePort, &frame.destinationPort)
        frame.sequence = serverISN &+ sequence
        frame.acknowledgement = flags & 0x10 != 0 ? clientISN &+ ack : 0
        send(frame, flags, payload, window, options, identification, interface)
    }

    /// SYN, SYN/ACK and ACK, with 1 ms to the server and 0.1 ms to the client.
    func open(scale: UInt8 = 7, mss: UInt16 = 1_460) {
        let options: [UInt8] = [2, 4, UInt8(mss >> 8), UInt8(truncatingIfNeeded: mss), 1, 3, 3, scale]
        client(0, flags: 0x02, options: options)
        wait(1_000)
        server(0, ack: 1, flags: 0x12, options: options)
        wait(100)
        client(1, ack: 1)
    }

    private func send(
        _ frame: TestFrame, _ flags: UInt8, _ payload: Int, _ window: UInt16, _ options: [UInt8],
        _ identification: UInt16, _ interface: Int
    ) {
        var frame = frame
        frame.flags = flags
        frame.payload = payload
        frame.window = window
        frame.options = options
        frame.identification = identification
        let bytes = frame.bytes
        frames.append((bytes, frame.originalLength, time))
        unsafe bytes.withUnsafeBytes {
            unsafe analysis.add(
                $0, originalLength: frame.originalLength, time: time, link: LinkType(number: frame.link),
                interface: interface)
        }
    }

    /// The only connection.
    var flow: TCPFlow { analysis.flows()[0] }

    /// The samples of one kind, in microseconds.
    func microseconds(_ kind: RoundTripSample.Kind, ambiguous: Bool = false) -> [Double] {
        samples.filter { $0.kind == kind && $0.isAmbiguous == ambiguous }.map { Double($0.nanoseconds) / 1_000 }
    }
}
