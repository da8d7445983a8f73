import Agent
import Probe

extension ProbeCommand {
    /// What is measured with the far end that `via` leads to.
    func twoEndPlan(_ job: ProbeJob, via: String, site: String?, number: Int) -> ProbePlan {
        let pairs = job.targets.map { $0.pair(over: targets.interface, at: site) }
        var plan = ProbePlan(via: via, pairs: pairs)
        plan.agentPath = targets.agent
        plan.streams = transfer.connections.streams
        if let duration = transfer.duration { plan.seconds = duration.seconds }
        plan.maxRateMbps = transfer.connections.maxRate?.mbps
        plan.port = UInt16(clamping: transfer.connections.port)
        plan.checkedPorts = transfer.ports
        plan.handshakes = transfer.count
        plan.mtu = job.targets.compactMap(\.mtu).max()
        plan.socketBuffer = transfer.socketBuffer
        plan.congestionControl = transfer.connections.congestionControl
        plan.keepCapture = capture.files(number)
        return plan
    }

    /// What is measured when nobody helps.
    func oneEndPlan(_ job: ProbeJob, site: String?, number: Int) -> OneEndPlan {
        let pairs = job.targets.map { target in
            var pair = target.pair(over: targets.interface, at: site)
            (pair.far.host, pair.far.adapter, pair.far.netstack) = (target.host, target.adapter, target.netstack)
            return pair
        }
        var plan = OneEndPlan(pairs: pairs)
        plan.mtu = job.targets.compactMap(\.mtu).max()
        plan.ports = transfer.ports
        plan.echoes = transfer.count
        plan.handshakesWithoutEcho = transfer.count
        plan.handshakes = min(plan.handshakes, transfer.count)
        plan.keep = capture.files(number)
        return plan
    }
}
