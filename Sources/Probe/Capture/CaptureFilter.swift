public import LinuxSystem

/// Which packets a capture takes: those of any of its parts, so that it costs little beside other traffic.
public struct CaptureFilter: Sendable, Equatable, CustomStringConvertible {
    /// One kind of traffic.
    public struct Part: Sendable, Equatable {
        fileprivate let expression: String

        /// TCP of `host`, with `peer` where it is given, from or to one of `ports` where these are given.
        public static func tcp(
            _ host: InternetAddress, _ peer: InternetAddress? = nil, ports: [UInt16] = []
        ) -> Part {
            var words = hosts(host, peer) + ["tcp"]
            if !ports.isEmpty { words.append("(" + ports.map { "port \($0)" }.joined(separator: " or ") + ")") }
            return Part(expression: words.joined(separator: " and "))
        }

        /// ICMP or ICMPv6 of `host`, with `peer` where it is given.
        public static func icmp(_ host: InternetAddress, _ peer: InternetAddress? = nil) -> Part {
            let name = host.family == .ipv4 ? "icmp" : "icmp6"
            return Part(expression: (hosts(host, peer) + [name]).joined(separator: " and "))
        }

        private static func hosts(_ host: InternetAddress, _ peer: InternetAddress?) -> [String] {
            [host, peer].compactMap { $0 }.map { "host \($0)" }
        }
    }

    /// The kinds of traffic.
    public var parts: [Part]

    /// The traffic of any of `parts`.
    public init(_ parts: [Part]) { self.parts = parts }

    /// As pcap-filter(7) has it; it holds nothing but addresses and numbers.
    public var description: String { parts.map { "(\($0.expression))" }.joined(separator: " or ") }
}
