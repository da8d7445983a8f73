public import LinuxSystem

/// Two addresses to measure between.
public struct AddressPair: Sendable, Equatable {
    /// This machine's side.
    public var near: Side

    /// The far end's side.
    public var far: Side

    /// Two sides.
    public init(near: Side, far: Side) {
        self.near = near
        self.far = far
    }

    /// One side of a pair.
    public struct Side: Sendable, Equatable {
        /// What the evidence calls it; the address where nil, which must then be given.
        public var name: String?

        /// Its address; on the near side the kernel chooses where nil, on the far side it must be given.
        public var address: InternetAddress?

        /// The network interface to pin to; the one that has the address where nil.
        public var interface: String?

        /// The inventory's name for the host that it is, if it is one.
        public var host: String?

        /// The host's VMkernel adapter.
        public var adapter: String?

        /// The adapter's TCP/IP stack.
        public var netstack: String?

        /// The site where it is, or stands in.
        public var site: String?

        /// A side with its address.
        public init(name: String? = nil, address: InternetAddress? = nil, interface: String? = nil) {
            self.name = name
            self.address = address
            self.interface = interface
        }
    }
}
