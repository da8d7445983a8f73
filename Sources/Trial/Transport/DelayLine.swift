import LinuxSystem

/// A stretch of line with a delay of its own, between a stream's user and its connection: for sweeps over the round-trip time.
final class DelayLine: Sendable {
    /// What the stream's user is given in place of the connection.
    let socket: TCPSocket

    /// Puts half of `roundTripSeconds` before `connection` in each direction.
    ///
    /// At most `windowBytes` are under way in a round trip, as with a TCP of such a window: that is the most it carries.
    init(_ connection: TCPSocket, roundTripSeconds: Double, windowBytes: Int) throws {
        throw TransportError("there is no transport yet")
    }

    /// Breaks the connection off, and ends the threads.
    func close() {}
}
