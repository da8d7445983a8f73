import ArgumentParser
import Facts
import LinuxSystem

/// The options of a command that say which paths it is about.
protocol PathOptions {
    var to: [String] { get }
    var from: [String] { get }
    var inventory: [String] { get }
    var site: String? { get }
    var interface: String? { get }
}

extension PathOptions {
    /// The addresses of this machine to send from, in the order given.
    var sources: [InternetAddress] { from.compactMap { InternetAddress($0) } }

    /// Throws where the options make no paths together.
    func validatePaths() throws {
        guard site == nil || !inventory.isEmpty else {
            throw ValidationError("--site names a site of an inventory, so it needs --inventory.")
        }
        for address in from where InternetAddress(address) == nil {
            throw ValidationError("--from takes addresses of this machine, and \(address) is none.")
        }
        guard from.count < 2 || inventory.isEmpty && from.count == to.count else {
            throw ValidationError("Several --from go with as many --to, and without --inventory.")
        }
    }

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
