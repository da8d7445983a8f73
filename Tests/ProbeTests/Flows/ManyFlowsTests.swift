import Evidence
import Testing

@testable import Probe

/// More connections than are kept: those with most data stay, and nothing is lost from the totals.
@Suite struct ManyFlowsTests {
    @Test func `Connections beyond the limit are added up, and those with most data are kept`() {
        let analysis = TrafficAnalysis(flowLimit: 256)
        // Each thousandth carries much; the others one segment, in one direction, as a scan does.
        for number in 0..<20_000 {
            let segments = number % 1_000 == 7 ? 40 : 1
            for segment in 0..<segments { send(number, segment, to: analysis) }
        }
        let (totals, flows) = (analysis.totals, analysis.flows())
        #expect(totals.flows == 20_000)
        #expect(flows.count <= 256)
        #expect(flows.count + totals.foldedFlows == 20_000)
        #expect(totals.tcpPackets == 20_000 + 20 * 39)
        #expect(flows.reduce(totals.foldedPackets) { $0 + $1.packets } == totals.tcpPackets)
        #expect(totals.payloadBytes == totals.tcpPackets * 1_000)
        #expect(
            flows.reduce(totals.foldedPayloadBytes) { $0 + $1.forward.payloadBytes + $1.reverse.payloadBytes }
                == totals.payloadBytes)
        #expect(flows.prefix(20).map(\.forward.payloadBytes) == [Int](repeating: 40_000, count: 20))
        #expect(flows.prefix(20).map(\.number) == (0..<20).map { $0 * 1_000 + 7 })
        let evidence = CaptureEvidence(files: [], interfaces: []).evidence(
            of: analysis, tool: Evidence.Tool(name: "test", version: "1"), flowLimit: 5)
        #expect(evidence.flows?.count == 5)
        #expect(evidence.flowCount == 20_000)
        #expect(evidence.voided.isEmpty)
    }

    private func send(_ number: Int, _ segment: Int, to analysis: TrafficAnalysis) {
        var frame = TestFrame()
        frame.sourcePort = UInt16(number % 50_000 + 1_024)
        frame.source = UInt8(10 + number / 50_000)
        frame.sequence = UInt32(segment * 1_000)
        frame.payload = 1_000
        let bytes = frame.bytes
        unsafe bytes.withUnsafeBytes {
            unsafe analysis.add(
                $0, originalLength: frame.originalLength, time: 1_700_000_000_000_000_000 + Int64(number) * 1_000,
                link: .ethernet, interface: 0)
        }
    }
}
