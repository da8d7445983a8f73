import Facts
import LinuxSystem

/// The options of a command that say which paths it is about.
protocol PathOptions {
    var to: [String] { get }
    var site: String? { get }
    var interface: String? { get }

    /// The addresses of this machine to measure from, in the order given.
    var sources: [InternetAddress] { get }
}

extension PathOptions {
    /// What these options choose, of `store` where there is an inventory.
    func pathPlan(_ store: FactStore?, wantsVLANs: Bool = false) throws -> PathPlan {
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

    /// The plan with addresses that machines can have.
    private func settled(_ plan: PathPlan) throws -> PathPlan {
        var plan = plan
        for index in plan.targets.indices { try plan.targets[index].settle(on: interface) }
        return plan
    }
}
