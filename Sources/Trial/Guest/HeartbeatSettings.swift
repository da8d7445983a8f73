public import Agent
import LinuxSystem

/// Where a guest sends its heartbeat to.
public struct HeartbeatSettings: AgentMessage, Equatable {
    /// Bytes of a key.
    static let keyBytes = 32

    /// The address that the client listens at.
    public var address: String

    /// Its UDP port.
    public var port: UInt16

    /// What the datagrams are authenticated with.
    public var key: [UInt8]

    /// Counts the places where the guest was started, from 0: one more with each migration, tried or done.
    public var generation: UInt32

    /// The time between two.
    public var intervalSeconds = 0.001

    /// A heartbeat each millisecond.
    public init(address: String, port: UInt16, key: [UInt8], generation: UInt32) {
        self.address = address
        self.port = port
        self.key = key
        self.generation = generation
    }

    /// Throws where the settings make no heartbeat.
    public func validate() throws(AgentError) {
        guard InternetAddress(address) != nil else { throw AgentError("the heartbeat's address is no address") }
        try within(1...UInt16.max, ["port": port])
        try within(Self.keyBytes...Self.keyBytes, ["bytes of the heartbeat's key": key.count])
        try within(0.000_1...10, ["intervalSeconds": intervalSeconds])
    }
}
