public import Evidence
public import LinuxSystem

/// The path MTU by echo requests that may not be cut: the largest packet that arrives whole.
///
/// It begins with the MTU that is configured, so that a path that carries it costs one request. Where it does not, sizes of
/// well-known links follow, then the next byte and halving.
public struct MTULadder: Sendable, Equatable {
    /// What became of one size.
    public enum Answer: Sendable, Equatable {
        /// The reply came.
        case answered
        /// A router, or this machine's own kernel when `by` is nil, named the MTU that it can forward, 0 for none.
        case tooBig(mtu: Int, by: InternetAddress?)
        /// Nothing came, although small packets are answered.
        case silence
        /// Nothing comes at all any more: this says nothing about sizes.
        case lost
        /// Somebody wanted to stop.
        case cancelled
    }

    /// The sizes that were tried, in order.
    public private(set) var steps: [Path.LadderStep] = []

    /// The largest that was answered; nil when none was.
    public private(set) var pathMtu: Int?

    /// Whether large packets vanish without a word on the way, which TCP does not survive without probing: RFC 2923.
    public private(set) var isBlackHole = false

    /// Why there is no figure, as a sentence.
    public private(set) var why: String?

    /// Sizes with names: Ethernet with jumbo frames, over VXLAN and Geneve, FDDI, over 802.1Q and VXLAN, PPPoE, GRE, IPsec, and the
    /// least of IPv6 and IPv4.
    static let known = [9000, 8950, 8900, 4470, 1600, 1550, 1500, 1492, 1480, 1476, 1450, 1438, 1400, 1280, 576]

    /// Finds it by `ask`, which tries one size.
    ///
    /// - Parameters:
    ///   - configured: The MTU to begin with.
    ///   - least: What every link of the family carries.
    ///   - ask: Tries a size.
    init(configured: Int, least: Int, ask: (Int) -> Answer) {
        var low = 0
        var high = configured + 1
        var next = configured
        var sizes = Self.known.filter { $0 < configured && $0 >= least }
        var isSilent = false
        var triedAbove = false
        // At most the steps, one for each halving, and one for each MTU that a router names.
        for _ in 0..<64 {
            var step = Path.LadderStep(mtu: next, answered: false)
            var named: Int?
            switch ask(next) {
            case .answered:
                step.answered = true
                low = next
            case .tooBig(let mtu, let by):
                step.reportedMtu = mtu > 0 ? mtu : nil
                step.reportedBy = by?.description ?? "this machine"
                high = next
                named = mtu
            case .silence:
                high = next
                isSilent = true
            case .lost:
                why = "the far end stopped answering, also to small packets"
                return
            case .cancelled:
                why = "it was stopped"
                return
            }
            steps.append(step)
            guard low + 1 < high else { break }
            if let named, named > low, named < high {
                next = named
            } else if low == 0 {
                sizes.removeAll { $0 >= high }
                next = sizes.isEmpty ? least : sizes.removeFirst()
                if next >= high { break }
            } else if low == next, !triedAbove {
                // A size with a name, or one that a router named, is most likely the limit itself.
                triedAbove = true
                next = low + 1
            } else {
                next = low + (high - low) / 2
            }
        }
        guard low > 0 else {
            why = "not even \(least) bytes were answered without being cut"
            return
        }
        pathMtu = low
        isBlackHole = isSilent && low < configured
    }
}
