import Agent
import LinuxSystem
import Probe

extension ProbeCommand {
    /// What is measured with the far end that `via` leads to.
    func twoEndPlan(_ job: ProbeJob, via: String, site: String?, number: Int) -> ProbePlan {
        let pairs = job.targets.map { target in
            // A machine that stands in for a host has only the site of it.
            var far = AddressPair.Side(name: target.name, address: target.address)
            far.site = target.site
            return AddressPair(near: near(target, site), far: far)
        }
        var plan = ProbePlan(via: via, pairs: pairs)
        plan.agentPath = targets.agent
        plan.streams = transfer.streams
        if let duration = transfer.duration { plan.seconds = duration.seconds }
        plan.maxRateMbps = transfer.maxRate?.mbps
        plan.port = UInt16(clamping: transfer.port)
        plan.checkedPorts = transfer.ports
        plan.handshakes = transfer.count
        plan.mtu = job.targets.compactMap(\.mtu).max()
        plan.socketBuffer = transfer.socketBuffer
        plan.congestionControl = transfer.congestionControl
        plan.keepCapture = capture.files(number)
        return plan
    }

    /// What is measured when nobody helps.
    func oneEndPlan(_ job: ProbeJob, site: String?, number: Int) -> OneEndPlan {
        let pairs = job.targets.map { target in
            var far = AddressPair.Side(name: target.name, address: target.address)
            (far.host, far.adapter, far.netstack, far.site) = (
                target.host, target.adapter, target.netstack, target.site
            )
            return AddressPair(near: near(target, site), far: far)
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

    /// This machine's side of the way to `target`.
    private func near(_ target: ProbeTarget, _ site: String?) -> AddressPair.Side {
        var near = AddressPair.Side(address: target.source, interface: targets.interface)
        near.site = site
        return near
    }
}
