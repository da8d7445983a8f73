/// What the names of hosts end with alike, which needs not be read again and again.
enum HostDomain {
    /// The domain of all of `hosts`, with its dot, where there are several.
    static func of(_ hosts: Set<String>) -> String? {
        guard hosts.count > 1, let first = hosts.min() else { return nil }
        var domain = first[...].utf8
        while let dot = domain.firstIndex(of: UInt8(ascii: ".")) {
            let rest = Substring(domain[dot...])
            // The last parts of an address are no domain.
            if hosts.allSatisfy({ $0.hasSuffix(rest) && $0.utf8.count > rest.utf8.count }) {
                return rest.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
                    ? nil : String(rest)
            }
            domain = domain[domain.index(after: dot)...]
        }
        return nil
    }
}
