import Agent
import Evidence
import LinuxSystem

/// A pair of addresses that carries memory, as both hosts know it.
struct TrialPair: Sendable {
    let near: InternetAddress
    let far: InternetAddress
    /// The interfaces that each side is pinned to, where it is.
    let nearInterface: String?
    let farInterface: String?
    let nearEnd: End
    let farEnd: End
    private let nearFacts: EndFacts
    private let farFacts: EndFacts
    /// The buffers of connections there and back, once it is known what the path holds; the system's own where nil.
    var buffers: [Trial.Run.Direction: Int] = [:]

    /// Finds the way to the far side, and asks both hosts about their own.
    init(_ pair: AddressPair, near nearHost: FarEnd, far farHost: FarEnd, cancellation: Cancellation) throws {
        guard let far = pair.far.address else { throw AgentError("the far side has no address to move memory to") }
        let index = try pair.near.interface.flatMap { try NetworkInterface.named($0)?.index }
        let way = try Route.to(far, from: pair.near.address, interface: index)
        guard let near = (pair.near.address ?? way.source)?.on(interface: way.interface) else {
            throw AgentError("this machine has no address from which to reach \(far); name one with --from")
        }
        nearFacts = try nearHost.call(
            DescribeEnd(address: near.description, interface: pair.near.interface), cancellation: cancellation)
        farFacts = try farHost.call(
            DescribeEnd(address: far.description, interface: pair.far.interface), cancellation: cancellation)
        self.near = near
        self.far = far.on(interface: way.interface)
        // Each side has a link-local address on an interface of its own.
        nearInterface = pair.near.interface ?? (near.isLinkLocal ? nearFacts.interface : nil)
        farInterface = pair.far.interface ?? (far.isLinkLocal ? farFacts.interface : nil)
        nearEnd = nearFacts.end(pair.near, address: near)
        farEnd = farFacts.end(pair.far, address: far)
    }

    /// The side that memory comes from, and the one that it goes to.
    func ends(_ direction: Trial.Run.Direction) -> (from: End, to: End) {
        direction == .there ? (nearEnd, farEnd) : (farEnd, nearEnd)
    }

    /// Where the streams of a direction come in.
    func place(_ direction: Trial.Run.Direction) -> OpenDoor.Place {
        direction == .there
            ? OpenDoor.Place(address: far.description, interface: farInterface, bufferBytes: buffers[direction])
            : OpenDoor.Place(address: near.description, interface: nearInterface, bufferBytes: buffers[direction])
    }

    /// Chooses the buffers by what a round trip took.
    mutating func chooseBuffers(_ direction: Trial.Run.Direction, roundTripSeconds: Double) {
        buffers[direction] = BufferChoice.bytes(
            .automatic, roundTripSeconds: roundTripSeconds, near: nearFacts, far: farFacts)
    }

    /// The way of the streams of a direction.
    func route(_ direction: Trial.Run.Direction, pair: Int, streams: [UInt32]) -> SendGuest.Route {
        direction == .there
            ? SendGuest.Route(
                pair: pair, near: near.description, nearInterface: nearInterface, far: far.description,
                streams: streams, bufferBytes: buffers[direction])
            : SendGuest.Route(
                pair: pair, near: far.description, nearInterface: farInterface, far: near.description,
                streams: streams, bufferBytes: buffers[direction])
    }
}
