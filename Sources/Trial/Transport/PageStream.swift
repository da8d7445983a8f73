import LinuxSystem

/// One connection that pages travel on, and the pair of addresses that it belongs to.
struct PageStream: Sendable {
    /// The pair's place in the plan.
    let pair: Int

    /// The connection, whose token both ends have proved.
    let socket: TCPSocket

    /// Has its calls wait, and small frames go at once.
    func prepare() throws {
        try socket.setBlocking(true)
        // What stands for a connection within a process has no such option, and no need of it.
        try? socket.sendAtOnce()
    }
}
