import LinuxSystem

extension Capability {
    /// What it is for.
    var purpose: String {
        switch self {
        case .rawCapture: "times from packets instead of sockets, and the capture as evidence"
        case .nanosecondStamps: "round trips below a microsecond"
        case .pingSockets: "ICMP echo without privilege"
        case .rawICMP: "ICMP echo where ping sockets are not allowed"
        case .dontFragment: "path MTU"
        case .errorQueue: "which router refuses a packet, hops, filtered ports"
        case .arpProbing: "conflicts of addresses"
        case .vlanTags: "whether a VM would find its network here"
        case .largeBuffers: "windows for long paths beyond the limits below"
        case .userfaultMissing: "trial migration: Quick Resume"
        case .userfaultWriteProtect: "trial migration: tracing written pages"
        case .userfaultWriteProtectAsync, .pagemapScan: "trial migration: tracing written pages without faults"
        case .tun: "a test link with delay"
        case .networkNamespaces: "trying everything on this machine alone"
        }
    }

    /// How to get it, for the program at `program`.
    func fix(program: String) -> String {
        switch self {
        case .rawCapture, .rawICMP, .arpProbing, .vlanTags, .largeBuffers:
            "setcap cap_net_raw,cap_net_admin+ep \(program)"
        case .pingSockets: "sysctl -w net.ipv4.ping_group_range='0 2147483647'"
        case .userfaultMissing, .userfaultWriteProtect: "sysctl -w vm.unprivileged_userfaultfd=1"
        case .userfaultWriteProtectAsync: "Linux 6.7 or later, and sysctl -w vm.unprivileged_userfaultfd=1"
        case .pagemapScan: "Linux 6.7 or later"
        case .tun, .networkNamespaces: "run as root, or in: unshare --user --map-root-user --net"
        case .nanosecondStamps, .dontFragment, .errorQueue: "a kernel that is built with it"
        }
    }
}
