/// How long the steps of a probe without a far end take, about, in seconds.
struct OneEndSchedule {
    /// The steps in their order.
    enum Step: String, CaseIterable {
        case neighbors = "who answers for the address"
        case ports = "TCP ports"
        case echo = "ICMP echo"
        case handshakes = "TCP handshakes"
        case mtu = "path MTU"
        case hops = "routers on the way"
    }

    private let seconds: [Step: Double]

    init(_ plan: OneEndPlan) {
        seconds = [
            .neighbors: 1, .ports: 0.5 * Double(plan.ports.count), .echo: Double(plan.echoes) * plan.echoInterval,
            .handshakes: Double(plan.handshakes) * plan.handshakeInterval, .mtu: 0.5, .hops: plan.patience,
        ]
    }

    /// All steps together.
    var total: Double { seconds.values.reduce(0, +) }

    /// What is left when `share` of `step` is done.
    func left(_ step: Step, share: Double) -> Double {
        let steps = Step.allCases
        let index = steps.firstIndex(of: step) ?? 0
        return steps[(index + 1)...].reduce((seconds[step] ?? 0) * (1 - share)) { $0 + (seconds[$1] ?? 0) }
    }
}
