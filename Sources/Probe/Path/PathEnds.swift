public import LinuxSystem

/// Between which addresses a path is measured, and by which interface.
public struct PathEnds: Sendable, Equatable {
    /// The far address.
    public var to: InternetAddress

    /// The near address; the kernel chooses without one.
    public var from: InternetAddress?

    /// The name of the interface that packets must leave by; the kernel chooses without one.
    public var interface: String?

    /// The path to `to`.
    public init(to: InternetAddress, from: InternetAddress? = nil, interface: String? = nil) {
        self.to = to
        self.from = from
        self.interface = interface
    }
}
