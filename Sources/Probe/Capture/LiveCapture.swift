public import Evidence
import LinuxSystem
import Synchronization

/// A capture that runs on a thread of its own and hands each packet to a sink, until it is stopped.
///
///     let analysis = TrafficAnalysis()
///     let capture = try LiveCapture(.init(interface: "eth0", filter: filter), sink: analysis)
///     …
///     let outcome = capture.stop()   // from here on, `analysis` is the caller's again
public final class LiveCapture: Sendable {
    /// What is captured, and how.
    public struct Options: Sendable {
        /// The name of the interface.
        public var interface: String

        /// Which of its packets.
        public var filter: CaptureFilter

        /// Bytes that are kept of each packet: the headers of Ethernet with tags, IPv6 and TCP with all its options.
        public var snapLength = 128

        /// The kernel's ring, in bytes: half a second of the smallest packets at 600,000 a second.
        public var ringBytes = 64 << 20

        /// The number that the sink is told of the interface.
        public var interfaceNumber = 0

        /// The file that keeps the packets.
        public var keep: CaptureFiles?

        /// Captures what `filter` takes on `interface`.
        public init(interface: String, filter: CaptureFilter, keep: CaptureFiles? = nil) {
            self.interface = interface
            self.filter = filter
            self.keep = keep
        }
    }

    /// What a capture was, once it has ended.
    public struct Outcome: Sendable {
        /// The capture as the evidence has it. On a loopback interface, where each packet passes twice, it counts once.
        public var capture: Capture

        /// The figures that cannot be relied upon, without their path.
        public var voided: [VoidedFigure]

        /// What was not as asked for and harms no figure.
        public var notes: [String]
    }

    /// How many packets have been handed to the sink so far.
    public var packets: Int { loop.packets.load(ordering: .relaxed) }

    private let loop: CaptureLoop
    private let thread: BlockingThread<CaptureLoop.End>

    /// Starts capturing; when this returns, each packet that the filter takes is seen.
    ///
    /// - Parameters:
    ///   - options: What is captured.
    ///   - sink: Takes the packets on the capture's thread, to which it belongs until ``stop()`` returns.
    /// - Throws: when the interface is missing or down, or may not be captured from.
    public init(_ options: Options, sink: any PacketSink) throws(MeasurementError) {
        loop = try CaptureLoop(options, sink: sink)
        do {
            thread = try BlockingThread(named: "capture") { [loop] in loop.run() }
        } catch {
            throw MeasurementError("\(error)")
        }
    }

    /// Ends the capture once every packet that was received has been handed over; to be called once.
    public func stop() -> Outcome {
        loop.stop.cancel()
        guard let end = try? thread.join() else { preconditionFailure("the loop throws nothing") }
        return Outcome(loop: loop, end: end)
    }
}
