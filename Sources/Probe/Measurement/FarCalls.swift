import Agent
import Evidence
import LinuxSystem

/// Has the far end check the path back.
struct CheckPath: AgentCall {
    struct Reply: AgentMessage {
        var path: Path
        var voided: [VoidedFigure]
    }
    static let name = "probe.check"
    /// The names and addresses of the far end and of this one.
    var from: String
    var fromAddress: String
    var interface: String?
    var to: String
    var toAddress: String
    var mtu: Int?
    var ports: [UInt16]
    var echoes: Int
}

/// Opens a port for data connections at the far end.
struct OpenPort: AgentCall {
    typealias Reply = Done
    static let name = "probe.open"
    var address: String
    var interface: String?
    var port: UInt16
    var token: Token
}

/// Sets the buffers of connections to come at an address; see ``TCPSocket/setBuffers(_:)``.
struct SetBuffers: AgentCall {
    typealias Reply = Done
    static let name = "probe.buffers"
    var address: String
    var bytes: Int
}

/// Closes all ports, and tells who was not let in.
struct ClosePorts: AgentCall {
    typealias Reply = DataListener.Refusals
    static let name = "probe.close"
}

/// Names streams that will be opened, before they are.
struct ExpectStreams: AgentCall {
    typealias Reply = Done
    static let name = "transfer.expect"
    var streams: [UInt32]
}

/// How much a transfer at the far end has carried until now.
struct TransferNews: AgentMessage { var bytes: Int }

/// What the far end's sockets were set to.
struct SocketFacts: AgentMessage {
    var congestionControl: String?
    var sendBufferBytes: Int?
    var receiveBufferBytes: Int?
}

/// Has the far end receive on streams that are open, until the near end ends them.
struct ReceiveStreams: AgentCall {
    struct Reply: AgentMessage {
        var streams: [StreamReceiver.Outcome]
        var socket: SocketFacts
    }
    typealias Event = TransferNews
    static let name = "transfer.receive"
    var streams: [UInt32]
}

/// Has the far end send on streams that are open.
struct SendStreams: AgentCall {
    struct Reply: AgentMessage {
        var streams: [StreamSender.Outcome]
        var socket: SocketFacts
    }
    typealias Event = TransferNews
    static let name = "transfer.send"
    var streams: [UInt32]
    var settings: TransferSettings
}

/// Ends the transfers at the far end before their time, in order.
struct StopTransfers: AgentCall {
    typealias Reply = Done
    static let name = "transfer.stop"
}
