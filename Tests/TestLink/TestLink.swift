import ArgumentParser
import FoundationEssentials
import Glibc
import LinuxSystem

/// A link between two network namespaces with known delay, rate and loss, for kernels without tc-netem(8).
@main
struct TestLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test-link",
        abstract: "A link between two network namespaces with known delay, rate and loss.",
        discussion: """
            Makes a TUN device in each namespace and carries packets between them. It prints "ready" when both are there, \
            and ends on SIGTERM, SIGINT or at the end of its standard input, with a line of JSON that tells what it did. \
            Addresses are the caller's affair.

            Large TCP frames cross whole. The rate counts the segments they stand for, each with its headers and \
            14 bytes of Ethernet header; loss, duplication and reordering take a frame as one, unless --no-gso.

            A line on its standard input has it do something from then on, which it answers with "done" or "what?":
              cut [DIRECTION] [SECONDS]              nothing passes, for so long or for good
              corrupt [DIRECTION] [COUNT [LEAST]]    a bit of the next TCP payloads of LEAST bytes or more is wrong
              replay [DIRECTION] [COUNT [LEAST]]     the next ones hold earlier bytes of their connection
              mend [DIRECTION]                       all is well again
            DIRECTION is forward, reverse or both. Checksums are put right, so that TCP notices nothing.
            """)

    @Argument(help: "One end, as NAMESPACE/DEVICE.") var near: EndPoint
    @Argument(help: "The other end.") var far: EndPoint

    @Option(name: .customLong("delay-ms"), help: "Delay in each direction: half of the round trip.") var delay = 0.0
    @Option(name: .customLong("rate-mbps"), help: "Rate of each direction in 10^6 bit/s; 0 for no limit.")
    var rate = 0.0
    @Option(help: "Bytes that may wait for the rate. (default: what is under way in a round trip, at least 256 KiB)")
    var queueBytes: Int?

    @Option(help: "Share of the frames that is lost, 0 to 1.") var loss = 0.0
    @Option(help: "Share of the frames that arrives twice.") var duplicate = 0.0
    @Option(help: "Share of the frames that arrives later than those behind it.") var reorder = 0.0
    @Option(name: .customLong("reorder-lag-ms"), help: "How much later.") var reorderLag = 1.0
    @Option(name: .customLong("jitter-ms"), help: "Most that a frame is delayed besides, in order.") var jitter = 0.0
    @Option(help: "IP packets of more bytes are dropped.") var largest: Int?
    @Option(
        parsing: .upToNextOption, help: "Tell the sender of a dropped large packet so, by ICMP from these addresses.")
    var answerTooBigAs: [String] = []
    @Flag(help: "Drop ICMP.") var dropICMP = false
    @Option(help: "Which direction drops, duplicates, reorders and jitters: forward, reverse or both.")
    var impair = Impaired.both
    @Option(help: "Seed of what is drawn; each direction draws its own.") var seed: UInt64 = 1

    @Flag(name: .customLong("no-gso"), help: "Carry only packets of the devices' MTU.") var noGSO = false
    @Option(name: .customLong("spin-us"), help: "How long before a packet is due sleeping ends.") var spin = 80.0

    func validate() throws {
        for (name, value, most) in [
            ("loss", loss, 1), ("duplicate", duplicate, 1), ("reorder", reorder, 1), ("delay-ms", delay, 5_000),
            ("jitter-ms", jitter, 5_000), ("reorder-lag-ms", reorderLag, 5_000), ("rate-mbps", rate, 400_000),
            ("spin-us", spin, 10_000), ("queue-bytes", Double(queueBytes ?? 0), 4e9),
        ] where !(value >= 0 && value <= most) {
            throw ValidationError("--\(name) must be from 0 to \(most)")
        }
        for address in answerTooBigAs where InternetAddress(address) == nil {
            throw ValidationError("not an address: \(address)")
        }
    }

    mutating func run() throws {
        let stop = try Cancellation()
        try SignalWatch.onFirst { stop.cancel() }
        let gso = !noGSO
        let ends = [near, far]
        let numbers = try ends.map { end in
            try TunDevice.make(end.device, namespace: end.namespace, largeFrames: gso).release()
        }
        let faults = (forward: Faults(), reverse: Faults())
        let forward = try carry(
            from: numbers[0], to: numbers[1], impaired: impair != .reverse, faults.forward, seed: seed, stop)
        let reverse = try carry(
            from: numbers[1], to: numbers[0], impaired: impair != .forward, faults.reverse, seed: seed &+ 1, stop)
        say("ready")
        try watchInput(forward: faults.forward, reverse: faults.reverse, stop)
        let report = try Report(forward: forward.join(), reverse: reverse.join())
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        say(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private func carry(
        from source: Int32, to target: Int32, impaired: Bool, _ faults: Faults, seed: UInt64, _ stop: Cancellation
    ) throws -> BlockingThread<Statistics> {
        let settings = settings
        let impairments = impaired ? impairments : Impairments()
        return try BlockingThread {
            defer { stop.cancel() }
            var direction = try Direction(
                from: source, to: target, settings: settings, impairments: impairments, faults: faults, seed: seed,
                stop: stop)
            return try direction.run()
        }
    }

    /// Does what the lines of the standard input say, and stops at its end, which comes at the latest when the parent is gone.
    private func watchInput(forward: Faults, reverse: Faults, _ stop: Cancellation) throws {
        try BlockingThread { [self] in
            defer { stop.cancel() }
            while let line = readLine() {
                let command = Command(line[...])
                command?.apply(forward: forward, reverse: reverse)
                say(command == nil ? "what?" : "done")
            }
        }.detach()
    }

    private func say(_ text: String) {
        print(text)
        fflush(nil)
    }

    private var settings: LinkSettings {
        var settings = LinkSettings()
        settings.delayNanoseconds = Int64(delay * 1e6)
        settings.spinNanoseconds = Int64(spin * 1e3)
        settings.prefix = noGSO ? 0 : TunDevice.headerBytes
        if rate > 0 {
            let bytesPerNanosecond = rate / 8e3
            settings.bytesPerNanosecond = bytesPerNanosecond
            settings.queueBytes = queueBytes ?? max(256 << 10, Int(bytesPerNanosecond * delay * 2e6))
        }
        return settings
    }

    private var impairments: Impairments {
        var impairments = Impairments()
        impairments.loss = loss
        impairments.duplicate = duplicate
        impairments.reorder = reorder
        impairments.reorderLagNanoseconds = Int64(reorderLag * 1e6)
        impairments.jitterNanoseconds = Int64(jitter * 1e6)
        impairments.largestPacket = largest ?? .max
        impairments.answersAs = answerTooBigAs.compactMap { InternetAddress($0) }
        impairments.dropsICMP = dropICMP
        return impairments
    }
}

/// Which direction is impaired; forward is from the near end.
enum Impaired: String, ExpressibleByArgument, CaseIterable {
    case forward
    case reverse
    case both
}

/// A device that is to be made in a namespace.
struct EndPoint: ExpressibleByArgument {
    let namespace: String
    let device: String

    init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts.contains("") else { return nil }
        namespace = parts[0]
        device = parts[1]
    }
}
