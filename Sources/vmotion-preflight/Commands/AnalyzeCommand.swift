import ArgumentParser
import Evidence
import LinuxSystem
import Probe
import SourceText

/// `analyze`: what capture files tell of the path.
struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Read round trips, bandwidth and what limits it out of capture files.",
        discussion: """
            pcap and pcapng files are read, also compressed with gzip: of Ethernet, Linux cooked, raw IP and loopback, with VLAN \
            tags, IPv4 and IPv6; pktcap-uw of ESXi writes such files. Headers are enough: capture with -s 128. Several files are \
            taken as one capture, in the order given.

            Round trips are those from the place of the capture: of a capture at the sender they are the path's. Where an \
            acknowledgement may belong to repeated data, its sample is left out of the distributions, and listed by --samples.

            EXAMPLES
              vmotion-preflight analyze vmotion.pcap
              vmotion-preflight analyze run.pcap.0 run.pcap.1 --output run.evidence.json
              vmotion-preflight analyze vmotion.pcapng.gz --samples rtt.csv
              vmotion-preflight analyze vmotion.pcap --format json --flows 10
              pktcap-uw --uplink vmnic1 -o - | vmotion-preflight analyze -

            EXIT CODES
              0  the captures were read; what could not be relied on is told
              2  usage, unreadable input
              3  there is no TCP connection in them
            """)

    @Argument(
        help: ArgumentHelp("Capture files; - is the standard input.", valueName: "capture"),
        completion: .file(extensions: ["pcap", "pcapng", "gz"]))
    var captures: [String]

    @Option(
        help: ArgumentHelp(
            """
            Also write each sample of a round trip as CSV: frame (from 1), flow, kind (handshake, initial, ack, timestamp), \
            rtt_us, ambiguous.
            """, valueName: "file"),
        completion: .file(extensions: ["csv"]))
    var samples: String?

    @Option(
        help: ArgumentHelp("How many connections are told one by one, those with most data first.", valueName: "count"))
    var flows = 100

    @Flag(help: "Print on the standard error how long reading and hashing took.")
    var profile = false

    @OptionGroup var told: EvidenceOutputOptions

    func validate() throws {
        guard flows >= 0 else { throw ValidationError("--flows takes a number from 0.") }
        guard captures.filter({ $0 == "-" }).count < 2 else {
            throw ValidationError("The standard input can be read once.")
        }
    }

    func run() throws {
        try OutputFile.check([samples, told.output].compactMap { $0 }, besides: captures)
        var evidence: Evidence?
        if let samples {
            try OutputFile.replace(samples) { beside in
                let table = RoundTripTable(try Descriptor(creating: beside))
                evidence = try analyze(samples: table)
                try table.finish()
            }
        } else {
            evidence = try analyze(samples: nil)
        }
        guard let evidence else { return }
        try told.tell(evidence)
        if evidence.flows?.isEmpty == true, flows > 0 {
            throw MeasurementError("there is no TCP connection in the capture, so nothing could be timed")
        }
    }

    private func analyze(samples: (any RoundTripSink)?) throws -> Evidence {
        let analysis = TrafficAnalysis(samples: samples)
        let reader = CaptureReader()
        var files: [CaptureEvidence.File] = []
        let start = MonotonicClock.now
        for path in captures { files.append(try read(path, with: reader, into: analysis)) }
        if profile { printCost(of: files, packets: analysis.totals.packets, since: start) }
        return CaptureEvidence(files: files, interfaces: reader.interfaces).evidence(
            of: analysis, tool: Evidence.Tool(name: "vmotion-preflight", version: version), flowLimit: flows)
    }

    private func read(
        _ path: String, with reader: CaptureReader, into analysis: TrafficAnalysis
    ) throws -> CaptureEvidence.File {
        let name = path == "-" ? "standard input" : path
        var progress = Progress()
        defer { progress.clear() }
        do {
            let summary = try reader.read(path, into: analysis) { bytes in
                progress.show("reading \(name): \(bytes >> 20) MiB, \(analysis.progress.packets) packets")
            }
            if let problem = summary.problem {
                Console.error(
                    "\(Diagnostic(.warning, path: name, message: problem + "; what lies before was analysed"))")
            }
            return CaptureEvidence.File(name: name, summary: summary)
        } catch {
            throw Diagnostic(.error, path: name, message: error.description)
        }
    }

    private func printCost(of files: [CaptureEvidence.File], packets: Int, since start: Int64) {
        let all = Double(MonotonicClock.now - start) / 1e9
        let hashing = files.reduce(0) { $0 + $1.summary.hashSeconds }
        func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1e3).rounded()) }
        Console.error(
            "\(packets) packets: \(milliseconds(all - hashing)) ms to read, \(milliseconds(hashing)) ms to hash")
    }
}
