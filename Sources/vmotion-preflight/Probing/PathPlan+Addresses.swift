import LinuxSystem
import SourceText

extension PathPlan {
    /// The plan for `names`, addresses or names that the system knows, without an inventory.
    init(to names: [String], from sources: [InternetAddress]) throws(CommandFailure) {
        for (index, name) in names.enumerated() {
            guard let address = InternetAddress(name) ?? NameLookup.address(of: name) else {
                throw CommandFailure(
                    "\(name) is no address, and no name that this machine can look up; without --inventory, --to takes these"
                )
            }
            var target = ProbeTarget(address, named: name)
            target.source = sources.count > 1 ? sources[index] : sources.first
            if let source = target.source, source.family != address.family {
                throw CommandFailure("\(source) and \(name) are not of one family, so nothing goes between them")
            }
            guard !targets.contains(where: { $0.address == address && $0.source == target.source }) else { continue }
            targets.append(target)
        }
    }
}
