import LinuxSystem

/// One connection that pages travel on, and the pair of addresses that it belongs to.
struct PageStream: Sendable {
    /// The pair's place in the plan.
    let pair: Int

    /// The connection, whose token both ends have proved.
    let socket: TCPSocket
}
