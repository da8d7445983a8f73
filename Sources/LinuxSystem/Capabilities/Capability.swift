/// What measuring needs of a machine, each tried when it is asked for.
public enum Capability: String, CaseIterable, Sendable, Codable {
    case rawCapture = "raw capture"
    case nanosecondStamps = "nanosecond stamps"
    case pingSockets = "ping sockets"
    case rawICMP = "raw ICMP"
    case dontFragment = "DF probing"
    case errorQueue = "error queue"
    case arpProbing = "ARP probing"
    case vlanTags = "802.1Q tags"
    case largeBuffers = "large socket buffers"
    case userfaultMissing = "userfaultfd"
    case userfaultWriteProtect = "userfaultfd write-protect"
    case userfaultWriteProtectAsync = "userfaultfd wp-async"
    case pagemapScan = "PAGEMAP_SCAN"
    case tun = "TUN"
    case networkNamespaces = "network namespaces"

    /// Why it is missing, as a sentence; nil when it is there.
    public var obstacle: String? {
        do throws(SystemError) {
            return try attempt()
        } catch {
            return error.description
        }
    }

    /// Whether it is there.
    public var isAvailable: Bool { obstacle == nil }
}
