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
        let seconds = carried.seconds > 0 ? carried.seconds : transfer.seconds
        let socketMbps = seconds > 0 ? Double(bytes) * 8 / seconds / 1e6 : 0
        var goodput = Goodput(
            direction: transfer.direction, streams: transfer.streams.count,
            mbps: steady ?? carried.meanMbps ?? socketMbps, seconds: seconds, bytes: bytes)
        goodput.meanMbps = carried.meanMbps ?? socketMbps
        goodput.capturedBytes = carried.payloadBytes
        let senders = transfer.streams.compactMap(\.sender?.afterwards)
        goodput.retransmits =
            senders.count == transfer.streams.count
            ? senders.reduce(0) { $0 + Int($1.retransmits) } : carried.retransmits
        let sent = senders.reduce(0) { $0 + Int($1.segmentsSent) }
        if sent > 0 { goodput.lossRate = Double(senders.reduce(0) { $0 + Int($1.retransmits) }) / Double(sent) }
        let begin = carried.series.first?.seconds ?? 0
        goodput.series = carried.series.map { Point(seconds: $0.seconds - begin, value: $0.mbps) }
        goodput.maxRateMbps = transfer.maxRateMbps
        goodput.pairs = shares
        return goodput
    }

    /// A cap is kept over the whole, and so is the mean what counts under one.
    private var steady: Double? { transfer.maxRateMbps == nil ? carried.steadyMbps : nil }

    /// What each pair carried, where there is more than one.
    private var shares: [Goodput.Pair]? {
        let numbers = Set(transfer.streams.map(\.pair)).sorted()
        guard numbers.count > 1 else { return nil }
        return numbers.map { number in
            let near = Set(transfer.streams.filter { $0.pair == number }.map(\.ends.near))
            let part = Transfer(carried.streams.filter { near.contains($0.from) || near.contains($0.to) })
            return Goodput.Pair(
                from: pairs[number].nearEnd.name, to: pairs[number].farEnd.name,
                mbps: part.steadyMbps ?? part.meanMbps ?? 0)
        }
    }
}
