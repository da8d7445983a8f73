public import LinuxSystem

/// A TCP connection of a capture, as far as it was seen.
public struct TCPFlow: Sendable {
    /// Its number, from 0 in the order of first frames.
    public var number: Int

    /// The end that opened it, or that sent first in the capture.
    public var client: SocketAddress
    /// The other end.
    public var server: SocketAddress

    /// Whether its SYN was seen, so that `client` is certain.
    public var sawOpening: Bool

    /// Whether the clock of the capture stepped back while it lasted, so that its times are not to be relied upon.
    public var clockStepped: Bool

    /// The number of the interface that saw its first frame.
    public var interface: Int
    /// Whether other interfaces saw it too.
    public var sawOtherInterfaces: Bool
    /// The outermost VLAN.
    public var vlan: Int?

    /// The time stamp of its first frame, in nanoseconds since 1970.
    public var firstTime: Int64
    /// The time stamp of its last frame.
    public var lastTime: Int64

    /// Frames of both directions, those that the capture holds twice included.
    public var packets: Int

    /// What the client sent.
    public var forward: TCPDirection

    /// What the server sent.
    public var reverse: TCPDirection

    /// From the first SYN to the acknowledgement that completed the handshake, in nanoseconds.
    ///
    /// It is the whole path, wherever the capture was taken. Nil when it was not seen or the SYN was repeated.
    public var initialRoundTrip: Int64?

    /// The direction whose sender sent from `address`.
    ///
    /// - Returns: nil when `address` is neither end.
    public func direction(from address: SocketAddress) -> TCPDirection? {
        if address == client { return forward }
        return address == server ? reverse : nil
    }
}
