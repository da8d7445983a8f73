import Agent
import Evidence
import LinuxSystem

/// A pair of addresses, with what is found out about it on the way.
struct PairUnderTest: Sendable {
    let near: InternetAddress
    let far: InternetAddress
    let interface: String
    let nearEnd: End
    let farEnd: End
    let nearFacts: EndFacts
    let farFacts: EndFacts

    /// The interface that the far end is pinned to, where it is.
    let farInterface: String?

    /// How its data connections are opened.
    var route: DataRoute

    /// The handshakes that timed the idle path, and how many came to nothing.
    var idle = HandshakeTimer.Outcome()

    /// Why no data connection comes to be.
    var unreachable: String?

    /// What the checks of the path found, from this end and from the far one.
    var forward: Path
    var reverse: Path

    /// What these could not find out.
    var voided: [VoidedFigure] = []

    /// Finds the way to the far side, and asks the far end about its own.
    init(_ pair: AddressPair, plan: ProbePlan, farEnd: FarEnd, cancellation: Cancellation) throws {
        guard let far = pair.far.address else { throw MeasurementError("the far side has no address to measure to") }
        let index = pair.near.interface.flatMap { name in
            (try? NetworkInterface.all())?.first { $0.name == name }?.index
        }
        let way = try Route.to(far, from: pair.near.address, interface: index)
        guard let near = (pair.near.address ?? way.source)?.on(interface: way.interface) else {
            throw MeasurementError("this machine has no address from which to reach \(far); name one")
        }
        let nearFacts = EndFacts(address: near, interface: pair.near.interface)
        let byRoute = (try? NetworkInterface.all())?.first { $0.index == way.interface }?.name
        guard let interface = byRoute ?? nearFacts.interface else {
            throw MeasurementError("no interface leads to \(far)")
        }
        self.near = near
        self.far = far.on(interface: way.interface)
        self.interface = interface
        self.nearFacts = nearFacts.interface == nil ? EndFacts(address: near, interface: interface) : nearFacts
        farFacts = try farEnd.call(
            DescribeEnd(address: far.description, interface: pair.far.interface), cancellation: cancellation)
        // Each end has a link-local address on an interface of its own.
        farInterface = pair.far.interface ?? (far.isLinkLocal ? farFacts.interface : nil)
        nearEnd = self.nearFacts.end(pair.near, address: near)
        self.farEnd = farFacts.end(pair.far, address: far)
        route = DataRoute(
            near: near, interface: pair.near.interface, far: SocketAddress(self.far, port: plan.port), bufferBytes: nil,
            congestionControl: plan.congestionControl)
        forward = Path(from: nearEnd.name, to: self.farEnd.name)
        reverse = Path(from: self.farEnd.name, to: nearEnd.name)
    }
}

extension PairUnderTest {
    /// The check of the path from this end, and from the far one.
    func checks(_ plan: ProbePlan) -> (forward: CheckPath, reverse: CheckPath) {
        let echoes = min(200, plan.handshakes)
        let forward = CheckPath(
            from: nearEnd.name, fromAddress: nearEnd.address, interface: route.interface, to: farEnd.name,
            toAddress: farEnd.address, mtu: plan.mtu, ports: plan.checkedPorts, echoes: echoes)
        let reverse = CheckPath(
            from: farEnd.name, fromAddress: farEnd.address, interface: farInterface, to: nearEnd.name,
            toAddress: nearEnd.address, mtu: plan.mtu, ports: plan.checkedPorts, echoes: echoes)
        return (forward, reverse)
    }
}
