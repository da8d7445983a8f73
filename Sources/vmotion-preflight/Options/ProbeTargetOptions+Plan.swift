import Facts
import LinuxSystem
import Probe

extension ProbeTargetOptions {
    /// What these options choose, of `store` where there is an inventory.
    func pathPlan(_ store: FactStore?, wantsVLANs: Bool) throws -> PathPlan {
        guard let store else { return try settled(PathPlan(to: to, from: sources)) }
        var choice = PathPlan.Choice()
        choice.to = to
        choice.site = site
        choice.own = try OwnAddress.all(on: interface, among: sources)
        choice.wantsVLANs = wantsVLANs
        var plan = try PathPlan(choice, inventory: store)
        if let source = sources.first {
            for index in plan.targets.indices { plan.targets[index].source = source }
        }
        return try settled(plan)
    }

    /// The plan with addresses that can be probed.
    private func settled(_ plan: PathPlan) throws -> PathPlan {
        var plan = plan
        for index in plan.targets.indices { try plan.targets[index].settle(on: interface) }
        return plan
    }
}
