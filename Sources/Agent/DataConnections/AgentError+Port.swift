import LinuxSystem

extension AgentError {
    /// Something else listens on `address` already.
    static func inUse(_ address: SocketAddress) -> AgentError {
        let owner = PortOwner.name(of: address.port).map { " by \($0)" } ?? ""
        let vMotion = address.port == 8000 ? " (on a hypervisor it is vMotion's own)" : ""
        return AgentError("port \(address.port) is in use\(owner)\(vMotion); name another one with --port")
    }
}
