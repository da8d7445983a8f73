public import Agent
import LinuxSystem

/// Where a guest sends its heartbeat to.
public struct HeartbeatSettings: AgentMessage, Equatable {
    /// Bytes of a key.
    static let keyBytes = 32

    /// An address that the client listens at, and its UDP port there.
    public struct Place: Codable, Sendable, Equatable {
        var address: String
        var port: UInt16
    }

    /// Where each heartbeat is sent, so that it is heard as long as one of the ways there is open.
    public var places: [Place]

    /// What the datagrams are authenticated with.
    public var key: [UInt8]

    /// Counts the places where the guest was started, from 0: one more with each migration, tried or done.
    public var generation: UInt32

    /// The time between two.
    public var intervalSeconds = 0.001

    /// A heartbeat each millisecond.
    public init(places: [Place], key: [UInt8], generation: UInt32) {
        self.places = places
        self.key = key
        self.generation = generation
    }

    /// Throws where the settings make no heartbeat.
    public func validate() throws(AgentError) {
        try within(1...1_024, ["the heartbeat's addresses": places.count])
        for place in places {
            guard InternetAddress(place.address) != nil else {
                throw AgentError("the heartbeat's address is no address")
            }
            try within(1...UInt16.max, ["port": place.port])
        }
        try within(Self.keyBytes...Self.keyBytes, ["bytes of the heartbeat's key": key.count])
        try within(0.000_1...10, ["intervalSeconds": intervalSeconds])
    }
}
