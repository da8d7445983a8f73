public import Evidence
public import LinuxSystem

/// What a TCP port answers to a connection, which is closed at once.
public struct PortCheck: Sendable, Equatable {
    /// Open, closed or filtered; nil when nothing reached the far end, or it was stopped.
    public let state: Path.PortState?

    /// From the SYN to its SYN/ACK, in nanoseconds; nil without one, and when the kernel had to repeat itself.
    ///
    /// A reset tells no time: a firewall nearby may have sent it in the far end's place.
    public let roundTrip: Int64?

    /// Who or what answered, as a sentence; nil when the far end did.
    public let why: String?

    /// The port that it was tried from.
    let localPort: UInt16

    /// Tries `port`.
    ///
    /// - Parameters:
    ///   - port: The port at `ends.to`.
    ///   - ends: Between which addresses.
    ///   - patience: How long an answer is waited for, in nanoseconds; in three seconds the kernel asks three times.
    ///   - cancellation: Ends it early.
    /// - Returns: what answered.
    /// - Throws: where no socket can be opened from the near address.
    public static func check(
        _ port: UInt16, _ ends: PathEnds, patience: Int64 = 3_500_000_000, unless cancellation: Cancellation
    ) throws(MeasurementError) -> PortCheck {
        do throws(SystemError) {
            let handshake = try Handshake.attempt(
                to: SocketAddress(ends.to, port: port), from: ends.from, interface: ends.interface,
                until: MonotonicClock.now &+ patience, unless: cancellation)
            return PortCheck(handshake, to: ends.to)
        } catch {
            throw MeasurementError("\(error)")
        }
    }

    init(_ handshake: Handshake, to far: InternetAddress) {
        localPort = handshake.localPort
        (state, why) = Self.meaning(handshake.answer, far)
        roundTrip = state == .open && !handshake.isAmbiguous ? handshake.nanoseconds : nil
    }

    /// Only the far end itself can say that nobody listens; what a router says of it is a filter's work.
    private static func meaning(_ answer: Handshake.Answer, _ far: InternetAddress) -> (Path.PortState?, String?) {
        switch answer {
        case .accepted: (.open, nil)
        case .refused(nil): (.closed, nil)
        case .refused(let error?):
            error.offender?.bytes == far.bytes ? (.closed, error.sentence) : (.filtered, error.sentence)
        case .silent: (.filtered, "nothing answered")
        case .failed(_, let error?) where error.origin == .icmp && error.meaning == .prohibited:
            (.filtered, error.sentence)
        case .failed(_, let error?) where error.origin == .icmp: (nil, error.sentence)
        case .failed(let number, _): (nil, "\(SystemError("reach \(far)", number: number))")
        case .cancelled: (nil, "it was stopped")
        }
    }
}
