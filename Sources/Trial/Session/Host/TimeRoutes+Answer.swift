import Agent
import LinuxSystem

extension TimeRoutes {
    /// A number that no guest's stream has.
    private static let stream = UInt32.max

    /// Opens and drops a connection on each way.
    func answer() throws -> Reply {
        let times = try BlockingThread.each(routes) { [port, token, congestionControl] route in
            let way = try route.way(port: port, congestionControl: congestionControl)
            let connection = try way.open(stream: Self.stream, token: token)
            return Double(try connection.socket.information().leastRoundTripMicroseconds) / 1e6
        }
        return Reply(seconds: try times.map { try $0.get() })
    }
}
