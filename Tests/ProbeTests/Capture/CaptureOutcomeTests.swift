import Evidence
import LinuxSystem
import Testing

@testable import Probe

@Suite struct CaptureOutcomeTests {
    @Test func `A capture that is whole voids nothing`() {
        var capture = Capture(packets: 10)
        (capture.received, capture.kernelDrops, capture.clockStepMs) = (10, 0, 0)
        #expect(LiveCapture.Outcome.voided(capture).isEmpty)
    }

    @Test func `Drops void what packets carry, a stepped clock what times carry`() {
        var capture = Capture(packets: 10)
        (capture.received, capture.kernelDrops, capture.clockStepMs) = (12, 2, 0)
        let dropped = LiveCapture.Outcome.voided(capture)
        #expect(Set(dropped.map(\.figure)).isSuperset(of: ["goodput.capturedBytes", "rttMs"]))
        #expect(dropped.allSatisfy { $0.why == "the kernel dropped 2 packets of the capture" })
        (capture.received, capture.kernelDrops, capture.clockStepMs) = (10, 0, 3.5)
        let stepped = LiveCapture.Outcome.voided(capture)
        #expect(stepped.map(\.figure) == ["rttMs", "rttLoadedMs", "goodput.series"])
        #expect(stepped.first?.why == "the clock stepped by 3.5 ms during the capture")
    }

    @Test func `Packets that were not handed over void the counts`() {
        var capture = Capture(packets: 9)
        (capture.received, capture.kernelDrops) = (10, 0)
        #expect(LiveCapture.Outcome.voided(capture).map(\.figure) == LiveCapture.Outcome.figuresOfPackets)
    }

    @Test func `Steps of the clock add up, and noise does not`() {
        var steps = ClockSteps(offset: 1_000_000)
        steps.note(1_000_000 + 49_999)
        #expect(steps.total == 0)
        steps.note(3_000_000)
        steps.note(2_000_000)
        #expect(steps.total == 3_000_000)
    }

    @Test func `A filter holds addresses and numbers alone`() throws {
        let (near, far) = (try #require(InternetAddress("10.0.0.1")), try #require(InternetAddress("fd00::2")))
        let filter = CaptureFilter([.tcp(near, far, ports: [8000, 902]), .icmp(near), .icmp(far), .tcp(near)])
        #expect(
            filter.description == "(host 10.0.0.1 and host fd00::2 and tcp and (port 8000 or port 902))"
                + " or (host 10.0.0.1 and icmp) or (host fd00::2 and icmp6) or (host 10.0.0.1 and tcp)")
    }
}
