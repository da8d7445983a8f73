import Foundation
import Probe
import TestSupport
import Testing

/// Whether tshark is there, which must be where `CI=true`.
private let hasTshark =
    ProcessInfo.processInfo.environment["CI"] == "true"
    || (try? Program.run(["tshark", "--version"]).exitCode) == 0

/// Every sample of a round trip is the one that tshark tells of the same frame.
@Suite(.enabled(if: hasTshark, "tshark is not installed"))
struct TsharkTests {
    @Test(arguments: [UInt64(1), 2, 3])
    func `The samples of random connections are tshark's`(seed: UInt64) throws {
        let file = CaptureFileBuilder(frames: RandomTraffic(seed: seed, connections: 150).frames)
        try withTemporaryFolder { folder in
            let path = folder + "/random.pcap"
            try Data(file.bytes).write(to: URL(filePath: path))
            try compare(path, atLeast: 300)
        }
    }

    @Test(arguments: try captures())
    func `The samples of captures from elsewhere are tshark's`(name: String) throws {
        try compare(folder + "/" + name, atLeast: 1)
    }

    private func compare(_ path: String, atLeast: Int) throws {
        let theirs = try tsharkSamples(path)
        let ours = SampleList()
        _ = try CaptureReader().read(path, into: TrafficAnalysis(samples: ours))
        #expect(theirs.ack.count >= atLeast)
        let different = Set(theirs.ack.keys).union(ours.ack.keys).filter { theirs.ack[$0] != ours.ack[$0] }.sorted()
        #expect(different.isEmpty, "frames \(different.prefix(10))")
        // tshark shows it only from the first frame on that it has something else to say of.
        for (flow, value) in theirs.initial { #expect(ours.initial[flow] == value, "flow \(flow)") }
    }

    private func tsharkSamples(_ path: String) throws -> (ack: [Int: Int64], initial: [Int: Int64]) {
        let fields = ["frame.number", "tcp.stream", "tcp.analysis.ack_rtt", "tcp.analysis.initial_rtt"]
        let run = try Program.run(
            ["tshark", "-r", path, "-Y", "tcp.analysis.ack_rtt || tcp.analysis.initial_rtt", "-T", "fields"]
                + fields.flatMap { ["-e", $0] })
        #expect(run.exitCode == 0, "\(run.errors)")
        var ack: [Int: Int64] = [:]
        var initial: [Int: Int64] = [:]
        for line in run.output.split(separator: "\n") {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            let (frame, flow) = (try #require(Int(cells[0])), try #require(Int(cells[1])))
            if !cells[2].isEmpty { ack[frame] = try nanoseconds(cells[2]) }
            if !cells[3].isEmpty { initial[flow] = try nanoseconds(cells[3]) }
        }
        return (ack, initial)
    }

    private func nanoseconds(_ seconds: String) throws -> Int64 {
        Int64((try #require(Double(seconds)) * 1e9).rounded())
    }
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Captures").path

private func captures() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".pcap") }.sorted()
}

private final class SampleList: RoundTripSink {
    private(set) var ack: [Int: Int64] = [:]
    private(set) var initial: [Int: Int64] = [:]

    func add(_ sample: RoundTripSample) {
        switch sample.kind {
        case .ack, .handshake: ack[sample.frame] = sample.nanoseconds
        case .initial: initial[sample.flow] = sample.nanoseconds
        case .timestamp: break
        }
    }
}
