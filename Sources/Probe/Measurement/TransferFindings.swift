import Evidence
import LinuxSystem

/// What one transfer found: the rate from the capture, the bytes from both, and what limited it.
struct TransferFindings {
    private let transfer: TransferRun.Outcome
    private let carried: Transfer
    private let idle: Distribution?
    private let pairs: [PairUnderTest]

    init(_ transfer: TransferRun.Outcome, carried: [TCPDirection], idle: Distribution?, pairs: [PairUnderTest]) {
        self.transfer = transfer
        self.carried = Transfer(carried)
        self.idle = idle
        self.pairs = pairs
    }

    /// The evidence of it.
    var goodput: Goodput {
        let bytes = transfer.streams.reduce(0) { $0 + $1.bytes }
        let mean = seconds > 0 ? Double(bytes) * 8 / seconds / 1e6 : 0
        var goodput = Goodput(
            direction: transfer.direction, streams: transfer.streams.count, mbps: carried.steadyMbps ?? mean,
            seconds: seconds, bytes: bytes)
        goodput.meanMbps = mean
        goodput.capturedBytes = carried.payloadBytes
        let senders = transfer.streams.compactMap(\.sender?.afterwards)
        goodput.retransmits =
            senders.count == transfer.streams.count
            ? senders.reduce(0) { $0 + Int($1.retransmits) } : carried.retransmits
        goodput.lossRate = lossRate
        let begin = carried.series.first?.seconds ?? 0
        goodput.series = carried.series.map { Point(seconds: $0.seconds - begin, value: $0.mbps) }
        goodput.maxRateMbps = transfer.maxRateMbps
        goodput.pairs = shares(of: goodput.mbps)
        goodput.lossCeilingMbps = lossCeiling(goodput.lossRate ?? carried.lossRate)
        let peak = carried.series.map(\.mbps).max() ?? 0
        let limit = KernelLimit(
            transfer, mbps: goodput.mbps, meanMbps: goodput.meanMbps ?? goodput.mbps, idleMs: idle?.p50,
            lossRate: goodput.lossRate ?? carried.lossRate, lossCeilingMbps: goodput.lossCeilingMbps,
            isSteady: peak < 1.15 * goodput.mbps)
        (goodput.limitedBy, goodput.limitedWhy, goodput.windowBytes) = (limit?.limit, limit?.why, limit?.windowBytes)
        return goodput
    }

    /// Share of the segments sent again in the second half of the time, or in all of it where that holds too little.
    ///
    /// Slow start often ends with a burst of losses, which tells of a queue and not of the path.
    private var lossRate: Double? {
        var (sent, again) = (0, 0)
        for sender in transfer.streams.compactMap(\.sender) {
            guard let first = sender.halfway, let last = sender.atEnd else { continue }
            sent += Int(last.segmentsSent &- first.segmentsSent)
            again += Int(last.retransmits &- first.retransmits)
        }
        if sent < 1_000 {
            let senders = transfer.streams.compactMap(\.sender?.afterwards)
            sent = senders.reduce(0) { $0 + Int($1.segmentsSent) }
            again = senders.reduce(0) { $0 + Int($1.retransmits) }
        }
        return sent > 0 ? min(1, Double(again) / Double(sent)) : nil
    }

    /// MSS / RTT * 1.22 / sqrt(p) for each stream: Mathis, Semke, Mahdavi, Ott 1997.
    private func lossCeiling(_ lossRate: Double) -> Double? {
        let sizes = transfer.streams.compactMap(\.sender?.atEnd).map { Double($0.segmentSize) }
        guard let idle, idle.p50 > 0, lossRate > 0, !sizes.isEmpty else { return nil }
        return sizes.reduce(0) { $0 + $1 * 8 / (idle.p50 * 1_000) * 1.22 / lossRate.squareRoot() }
    }

    /// From the first byte of data to the last, as the receiver saw them: the hello went before.
    private var seconds: Double {
        let received = transfer.streams.compactMap(\.receiver?.seconds).max() ?? 0
        // A rate over less than a millisecond is none.
        return received > 0.001 ? received : max(0.001, transfer.seconds)
    }

    /// What each pair carried of `total`, where there is more than one: shares that add up, though their steady parts differ.
    private func shares(of total: Double) -> [Goodput.Pair]? {
        let numbers = Set(transfer.streams.map(\.pair)).sorted()
        guard numbers.count > 1 else { return nil }
        var shares = numbers.map { number in
            let near = Set(transfer.streams.filter { $0.pair == number }.map(\.ends.near))
            let part = Transfer(carried.streams.filter { near.contains($0.from) || near.contains($0.to) })
            return Goodput.Pair(
                from: pairs[number].nearEnd.name, to: pairs[number].farEnd.name,
                mbps: part.steadyMbps ?? part.meanMbps ?? 0)
        }
        let sum = shares.reduce(0) { $0 + $1.mbps }
        if sum > 0 { for index in shares.indices { shares[index].mbps *= total / sum } }
        return shares
    }
}
