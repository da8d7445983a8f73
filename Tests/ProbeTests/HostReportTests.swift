import LinuxSystem
import TestSupport
import Testing

@testable import Probe

@Suite struct HostReportTests {
    private func report(missing: Set<Capability>) -> HostReport {
        var buffers = BufferLimits()
        (buffers.sendMaximum, buffers.receiveMaximum) = (212_992, 212_992)
        (buffers.tcpSendMaximum, buffers.tcpReceiveMaximum) = (4_194_304, 6_291_456)
        var report = HostReport(
            capabilities: Capability.allCases.map { capability in
                .init(
                    capability, obstacle: missing.contains(capability) ? "cannot do it: Operation not permitted" : nil,
                    program: "/usr/local/bin/vmotion-preflight")
            }, buffers: buffers)
        report.congestionControls = ["reno", "cubic"]
        (report.congestionControl, report.clockSource, report.kernel) = ("cubic", "tsc", "6.8.0")
        return report
    }

    @Test func `Everything is there`() throws { try expectGolden(report(missing: []).text, "host.txt") }

    @Test func `Nothing is there`() throws {
        try expectGolden(report(missing: Set(Capability.allCases)).text, "host-nothing.txt")
    }

    @Test func `A window's most is a whole window a round trip`() {
        var buffers = BufferLimits()
        #expect(buffers.mbpsAtMost(milliseconds: 10) == nil)
        (buffers.tcpSendMaximum, buffers.tcpReceiveMaximum) = (1_250_000, 9_999_999)
        #expect(buffers.mbpsAtMost(milliseconds: 10) == 1_000)
        #expect(BufferLimits.window(mbps: 1_000, milliseconds: 10) == 1_250_000)
    }
}
