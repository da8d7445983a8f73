import Evidence
import LinuxSystem

extension LiveCapture.Outcome {
    /// The figures that are taken from a capture's packets and their times.
    static let figuresOfPackets = ["goodput.capturedBytes", "goodput.retransmits", "goodput.series"]
    static let figuresOfTimes = ["rttMs", "rttLoadedMs", "goodput.series"]

    init(loop: CaptureLoop, end: CaptureLoop.End) {
        capture = Capture(packets: end.delivered)
        capture.received = end.counts.received / loop.passes
        capture.kernelDrops = end.counts.dropped
        capture.interface = loop.interface.name
        capture.linkType = loop.handle.link.name
        capture.snapLength = loop.options.snapLength
        capture.clock = "kernel, CLOCK_REALTIME"
        capture.resolution = loop.handle.hasNanoseconds ? .nanoseconds : .microseconds
        capture.clockStepMs = Double(end.clockStep) / 1_000_000
        capture.files = end.kept.flatMap { $0.files.isEmpty ? nil : $0.files }
        voided = Self.voided(capture, failure: end.failure)
        if let why = end.kept?.why { voided.append(VoidedFigure(figure: "capture", why: why)) }
        notes = []
        if loop.handle.ringBytes < loop.options.ringBytes {
            notes.append("the kernel gave the capture only a ring of \(loop.handle.ringBytes >> 20) MiB")
        }
    }

    /// The figures that a capture like this one cannot carry.
    static func voided(_ capture: Capture, failure: String? = nil) -> [VoidedFigure] {
        func all(_ figures: [String], _ why: String) -> [VoidedFigure] {
            figures.map { VoidedFigure(figure: $0, why: why) }
        }
        var voided: [VoidedFigure] = []
        if let failure {
            voided += all(figuresOfPackets + ["rttMs", "rttLoadedMs"], "the capture broke off: \(failure)")
        }
        if let drops = capture.kernelDrops, drops > 0 {
            voided += all(
                figuresOfPackets + ["rttMs", "rttLoadedMs"], "the kernel dropped \(drops) packets of the capture")
        } else if failure == nil, let received = capture.received, received > capture.packets {
            voided += all(
                figuresOfPackets, "\(received - capture.packets) packets of the capture were not handed over in time")
        }
        if let step = capture.clockStepMs, step > 0 {
            voided += all(figuresOfTimes, "the clock stepped by \(step) ms during the capture")
        }
        return voided
    }
}
