import Agent
import Evidence
import LinuxSystem

/// What either end finds out about its path to the other without its help: who answers, ports, echo, path MTU, routers.
struct PathCheck: Sendable {
    private let pair: AddressPair
    private let plan: OneEndPlan

    /// All but the handshakes, which the probe times itself.
    private static let steps = OneEndSchedule.Step.allCases.filter { $0 != .handshakes }

    /// The check that `call` asks for.
    init(_ call: CheckPath) throws(MeasurementError) {
        guard let from = InternetAddress(call.fromAddress), let to = InternetAddress(call.toAddress) else {
            throw MeasurementError("the check of a path needs two addresses")
        }
        let interface = try call.interface.map { name throws(MeasurementError) in try interfaceInUse(name).index } ?? 0
        pair = AddressPair(
            near: AddressPair.Side(name: call.from, address: from.on(interface: interface), interface: call.interface),
            far: AddressPair.Side(name: call.to, address: to.on(interface: interface)))
        var plan = OneEndPlan(pairs: [pair])
        plan.mtu = call.mtu
        plan.ports = Array(call.ports.prefix(64))
        plan.echoes = min(max(0, call.echoes), 10_000)
        self.plan = plan
    }

    /// How long it takes, about, in seconds.
    static func seconds(echoes: Int, ports: Int) -> Double {
        var plan = OneEndPlan(pairs: [])
        plan.echoes = echoes
        plan.ports = Array(repeating: 0, count: ports)
        plan.handshakes = 0
        return OneEndSchedule(plan).total
    }

    /// Checks.
    func run(unless cancellation: Cancellation) throws(MeasurementError) -> CheckPath.Reply {
        let path = try OneEndPath(plan, pair, number: 0)
        path.measure(Self.steps, unless: cancellation) { _, _ in }
        return CheckPath.Reply(path: path.path, voided: path.voided)
    }
}
