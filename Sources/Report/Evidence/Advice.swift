import Evidence

/// What limited a transfer, and what to do about it.
struct Advice {
    let text: String

    /// Advice on `goodput`, none where the path is the limit; `isProbe` when it was measured live and can be measured otherwise.
    init?(_ goodput: Goodput, isProbe: Bool) {
        guard let limit = goodput.limitedBy, limit != .path else { return nil }
        var sentences: [String] = []
        if let why = goodput.limitedWhy { sentences.append(why.inOneLine) }
        switch limit {
        case .window:
            sentences.append(
                isProbe
                    ? "that is no limit of the path, which more --streams or a larger --socket-buffer measure; "
                        + "other programs need larger net.ipv4.tcp_wmem and tcp_rmem"
                    : "that is no limit of the path: more connections or larger buffers get more"
            )
        case .loss:
            if let ceiling = goodput.lossCeilingMbps, let rate = goodput.lossRate {
                sentences.append(
                    "\(Amounts.share(rate)) lost lets one loss-based stream get at most \(Amounts.bandwidth(ceiling))")
            }
            sentences.append("look for errors, duplex and policers on the way")
        case .sender where goodput.maxRateMbps == nil:
            sentences.append("the sending machine is the limit, so the path may carry more")
        case .sender, .path: break
        }
        text = sentences.joined(separator: "; ")
    }
}
