import LinuxSystem

/// Asks the other end what it is and what carries an address of it.
public struct DescribeEnd: AgentCall {
    /// What it knows of itself.
    public typealias Reply = EndFacts
    /// Its name on the control channel.
    public static let name = "end.describe"

    var address: String
    var interface: String?

    /// Asks about `address`, which `interface` carries where one is named.
    public init(address: String, interface: String?) {
        self.address = address
        self.interface = interface
    }
}

/// Asks for the other end's time, in nanoseconds since 1970.
struct TellTime: AgentCall {
    struct Reply: AgentMessage {
        var nanoseconds: Int64
        func validate() throws(AgentError) { try within(0...Int64.max / 2, ["nanoseconds": nanoseconds]) }
    }
    static let name = "end.time"
}

/// What every measurement asks the other end first: what it is, and what time it has.
public struct EndService: AgentService {
    /// A part that needs nothing.
    public init() {}

    /// Names what is asked for.
    public func register(in registry: inout AgentRegistry) {
        registry.answer(DescribeEnd.self) { call, _ in
            guard let address = InternetAddress(call.address) else { throw AgentError("\(call.address) is no address") }
            return EndFacts(address: address, interface: call.interface)
        }
        registry.answer(TellTime.self) { _, _ in TellTime.Reply(nanoseconds: RealtimeClock.now) }
    }
}
