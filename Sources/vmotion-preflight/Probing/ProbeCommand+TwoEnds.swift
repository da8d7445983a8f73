import LinuxSystem
import Probe

extension ProbeCommand {
    /// What is measured with the far end that `via` leads to.
    func twoEndPlan(_ job: ProbeJob, via: String, site: String?, number: Int) -> ProbePlan {
        let pairs = job.targets.map { target in
            var near = ProbePlan.Side(address: target.source, interface: targets.interface)
            near.site = site
            // A machine that stands in for a host has only the site of it.
            var far = ProbePlan.Side(name: target.name, address: target.address)
            far.site = target.site
            return ProbePlan.Pair(near: near, far: far)
        }
        var plan = ProbePlan(via: via, pairs: pairs)
        plan.agentPath = targets.agent
        plan.streams = transfer.streams
        if let duration = transfer.duration { plan.seconds = duration.seconds }
        plan.maxRateMbps = transfer.maxRate?.mbps
        plan.port = UInt16(clamping: transfer.port)
        plan.checkedPorts = [plan.port] + (plan.port == 902 ? [] : [902])
        plan.handshakes = transfer.count
        plan.mtu = job.targets.compactMap(\.mtu).max()
        plan.socketBuffer = transfer.socketBuffer
        plan.congestionControl = transfer.congestionControl
        plan.keepCapture = capture.file(number)
        return plan
    }
}
