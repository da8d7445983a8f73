import ArgumentParser
import Glibc
import LinuxSystem
import Probe

/// `analyze`: what capture files tell of the path.
struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Read round trips and bandwidth out of capture files.")

    @Argument var captures: [String]
    @Option var samples: String?

    func run() throws {
        let table = try samples.map { path in
            let number = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard number >= 0 else { throw CommandFailure("cannot write") }
            return RoundTripTable(Descriptor(owning: number))
        }
        let analysis = TrafficAnalysis(samples: table)
        let reader = CaptureReader()
        for path in captures {
            let before = MonotonicClock.now
            do {
                let summary = try reader.read(path, into: analysis)
                Console.error("\(summary)")
                Console.error(
                    "\(Double(MonotonicClock.now - before) / 1e9 - summary.hashSeconds) s, hash \(summary.hashSeconds) s")
            } catch { throw CommandFailure("\(path): \(error)") }
        }
        try table?.finish()
        for flow in analysis.flows(limit: 5) {
            Console.error(
                "\(flow.client) \(flow.server) \(flow.forward.payloadBytes) \(flow.forward.acknowledgedBytes) \(flow.reverse.payloadBytes) re \(flow.forward.retransmits) \(String(describing: flow.forward.roundTrips.ack.distribution())) steady \(Transfer([flow.forward]).steadyMbps ?? 0)"
            )
        }
        Console.error("\(analysis.totals)")
    }
}
