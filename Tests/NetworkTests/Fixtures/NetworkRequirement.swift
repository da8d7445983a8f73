import Foundation
import TestSupport
import Testing

/// What tests on a network of their own need of the machine.
enum NetworkRequirement {
    /// Why namespaces cannot be made here; nil when they can.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "network namespaces need root" }
        guard unsafe access("/dev/net/tun", R_OK | W_OK) == 0 else { return "there is no /dev/net/tun" }
        let name = "vmpf-\(getpid())-try"
        guard (try? Program.run(["ip", "netns", "add", name]))?.exitCode == 0 else {
            return "ip netns add does not work here"
        }
        _ = try? Program.run(["ip", "netns", "delete", name])
        return nil
    }()

    /// Whether the search path has the program `name`.
    static func has(_ name: String) -> Bool {
        Program.searchPath.split(separator: ":").contains { unsafe access("\($0)/\(name)", X_OK) == 0 }
    }

    static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
}

extension Trait where Self == ConditionTrait {
    /// Skips tests where no namespace can be made, and says why; in continuous integration they run and fail.
    static var needsNetworkNamespaces: Self {
        .enabled(
            if: NetworkRequirement.obstacle == nil || NetworkRequirement.isContinuousIntegration,
            "\(NetworkRequirement.obstacle ?? "")")
    }

    /// Skips tests whose program is missing, and says so; in continuous integration they run and fail.
    static func needs(program name: String) -> Self {
        .enabled(
            if: NetworkRequirement.has(name) || NetworkRequirement.isContinuousIntegration, "\(name) is not installed")
    }
}
