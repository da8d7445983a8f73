public import Agent
import Evidence
import LinuxSystem

/// The far end's part in a probe: it opens the port, receives and sends.
public struct MeasuringService: AgentService {
    private let streams = OpenStreams()

    /// A part that has no port open yet.
    public init() {}

    /// Names what a probe asks for.
    public func register(in registry: inout AgentRegistry) {
        let streams = streams
        registry.answer(CheckPath.self) { call, _ in try PathCheck(call).run(unless: Cancellation()) }
        registry.answer(OpenPort.self) { call, _ in
            try streams.open(call)
            return Done()
        }
        registry.answer(SetBuffers.self) { call, _ in
            try streams.setBuffers(call.bytes, at: call.address)
            return Done()
        }
        registry.answer(ClosePorts.self) { _, _ in streams.close() }
        registry.answer(ExpectStreams.self) { call, _ in
            try streams.expect(call.streams)
            return Done()
        }
        registry.answer(ReceiveStreams.self) { call, event in
            let sockets = try streams.take(call.streams)
            let outcomes = try streams.transferring(sockets.count, event: event) { bytes, cancellation in
                try TransferSettings.receive(on: sockets, bytes: bytes, cancellation: cancellation)
            }
            return ReceiveStreams.Reply(streams: outcomes, socket: SocketFacts(sockets))
        }
        registry.answer(SendStreams.self) { call, event in
            let sockets = try streams.take(call.streams)
            let outcomes = try streams.transferring(sockets.count, event: event) { bytes, cancellation in
                try call.settings.send(on: sockets, bytes: bytes, cancellation: cancellation)
            }
            return SendStreams.Reply(streams: outcomes, socket: SocketFacts(sockets))
        }
        registry.answer(StopTransfers.self) { _, _ in
            streams.stopTransfers()
            return Done()
        }
    }
}

extension SocketFacts {
    init(_ sockets: [TCPSocket]) {
        congestionControl = sockets.first?.congestionControl
        sendBufferBytes = sockets.first?.sendBuffer
        receiveBufferBytes = sockets.first?.receiveBuffer
    }
}
