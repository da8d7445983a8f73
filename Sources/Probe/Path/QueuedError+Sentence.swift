import LinuxSystem

/// What an ICMP error means for a path: RFC 792, RFC 1812 section 5.2.7, RFC 4443 section 3.
enum ICMPMeaning: Equatable {
    /// The packet was longer than the MTU of the next link.
    case tooBig
    /// The hop limit ran out at a router.
    case hopLimitExceeded
    /// The far end itself has nobody on the port.
    case portUnreachable
    /// Somebody does not let it pass.
    case prohibited
    /// No way to the network or no such host.
    case unreachable
    case other
}

extension QueuedError {
    /// Whether it is about IPv6.
    private var isSix: Bool { offender?.family == .ipv6 }

    /// What it means.
    var meaning: ICMPMeaning {
        switch (isSix, type, code) {
        case (false, 3, 4), (true, 2, _): .tooBig
        case (false, 11, 0), (true, 3, 0): .hopLimitExceeded
        case (false, 3, 3), (true, 1, 4): .portUnreachable
        case (false, 3, 9), (false, 3, 10), (false, 3, 13), (true, 1, 1), (true, 1, 5), (true, 1, 6): .prohibited
        case (false, 3, _), (true, 1, _): .unreachable
        default: .other
        }
    }

    /// What it says, as a sentence without a full stop.
    var sentence: String {
        guard origin == .icmp, let offender else { return "this machine's kernel: \(reason)" }
        // The kernel answers for itself when the next hop does not: RFC 1122 section 2.3.2.2.
        if meaning == .unreachable, (try? NetworkInterface.having(offender)) != nil {
            let question = isSix ? "neighbor solicitations" : "ARP"
            return "nobody answers \(question) for the address, or for the router to it"
        }
        let what =
            switch meaning {
            case .tooBig: "the packet is too big, MTU \(mtu)"
            case .hopLimitExceeded: "the hop limit ran out"
            case .portUnreachable: "the port is unreachable"
            case .prohibited: "communication is prohibited"
            case .unreachable: "the destination is unreachable"
            case .other: "ICMP type \(type) code \(code)"
            }
        return "\(offender) answered: \(what)"
    }
}
