public import Agent

/// What a probe of paths without a far end that helps is to measure: to ESXi's own vMotion addresses, say.
public struct OneEndPlan: Sendable {
    /// The pairs of addresses, one after the other.
    public var pairs: [AddressPair]

    /// The MTU that is configured, from which the DF ladder starts; the near interface's where nil.
    public var mtu: Int?

    /// The TCP ports that are looked at.
    public var ports: [UInt16] = [8000, 902]

    /// How many echo requests count, and the seconds from one to the next.
    public var echoes = 200

    /// The seconds from one echo request to the next.
    public var echoInterval = 0.02

    /// How many handshakes are timed where echo requests are answered, where they are not, and the seconds from one to the next.
    public var handshakes = 20

    /// How many where echo requests are not answered.
    public var handshakesWithoutEcho = 200

    /// The seconds from one handshake to the next.
    public var handshakeInterval = 0.05

    /// How long an answer is waited for, in seconds.
    public var patience = 1.0

    /// The files that keep the capture; none where nil.
    ///
    /// With several pairs, the others' names get their numbers: `FILE.pair2`.
    public var keep: CaptureFiles?

    /// A plan with the usual settings.
    public init(pairs: [AddressPair]) { self.pairs = pairs }
}
