import Evidence

/// What limited a transfer, and what to do about it.
struct Advice {
    let text: String

    /// Advice on `goodput`, none where the path is the limit; `isProbe` when it was measured live and can be measured otherwise.
    init?(_ goodput: Goodput, isProbe: Bool) {
        guard goodput.limitedBy != .path else { return nil }
        var sentences: [String] = []
        if let why = goodput.limitedWhy { sentences.append(why.inOneLine) }
        switch goodput.limitedBy {
        case .window:
            sentences.append(
                isProbe
                    ? "the path may carry more: measure it with more --streams or a larger --socket-buffer, and raise "
                        + "net.ipv4.tcp_wmem and tcp_rmem for other programs"
                    : "the path may carry more, with more connections or larger buffers"
            )
        case .loss:
            if let ceiling = goodput.lossCeilingMbps, let rate = goodput.lossRate {
                sentences.append(
                    "\(Amounts.share(rate)) lost lets one loss-based stream get at most \(Amounts.bandwidth(ceiling))")
            }
            sentences.append("look for errors, duplex and policers on the way")
        case .sender where goodput.maxRateMbps == nil:
            sentences.append("the sending machine is the limit, so the path may carry more")
        case .sender, .path, nil: break
        }
        guard !sentences.isEmpty else { return nil }
        text = sentences.joined(separator: "; ")
    }
}
