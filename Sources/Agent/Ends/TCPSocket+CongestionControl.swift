public import LinuxSystem

extension TCPSocket {
    /// Takes `congestionControl`, or cubic where nil and the machine allows it.
    ///
    /// The stacks of ESXi are loss-based (New Reno, CUBIC), so that losses cost vMotion what they cost such a stream; BBR, the default
    /// of some Linux machines, would hide them.
    public func choose(congestionControl: String?) throws {
        guard let congestionControl else {
            try? setCongestionControl("cubic")
            return
        }
        try setCongestionControl(congestionControl)
    }
}
