import Evidence
import LinuxSystem
import Testing

@testable import Probe

@Suite struct RoundTripTests {
    @Test(arguments: [false, true], [0, 1, 113, 276, 101, 108] as [UInt32])
    func `The handshake gives one sample of each half and one of the whole`(isIPv6: Bool, link: UInt32) throws {
        let talk = Conversation(TestFrame(isIPv6: isIPv6, link: link))
        talk.open()
        #expect(talk.microseconds(.handshake) == [1_000, 100])
        #expect(talk.microseconds(.initial) == [1_100])
        #expect(talk.samples.map(\.frame) == [2, 3, 3])
        #expect(talk.flow.initialRoundTrip == 1_100_000)
        #expect(talk.flow.capturePoint == .client)
        #expect(talk.flow.forward.roundTrips.handshake.least == 1_000_000)
        #expect(talk.flow.reverse.roundTrips.handshake.least == 100_000)
        #expect(talk.flow.forward.mss == 1_460)
        #expect(talk.flow.client.description.hasSuffix("port 40000"))
    }

    @Test func `An acknowledgement samples the segment that ends where it points, and no other`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.wait(10)
        talk.client(101, ack: 1, payload: 100)
        talk.wait(10)
        talk.server(1, ack: 151)
        talk.wait(10)
        talk.server(1, ack: 201)
        #expect(talk.microseconds(.ack) == [20])
        #expect(talk.flow.forward.acknowledgedBytes == 200)
    }

    @Test func `A sample on data that was repeated is ambiguous and in no distribution`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.wait(5_000)
        talk.client(1, ack: 1, payload: 100)
        talk.wait(1_000)
        talk.server(1, ack: 101)
        talk.client(101, ack: 1, payload: 50)
        talk.wait(7)
        talk.server(1, ack: 151)
        #expect(talk.microseconds(.ack, ambiguous: true) == [6_000])
        #expect(talk.microseconds(.ack) == [7])
        #expect(talk.flow.forward.roundTrips.ack.count == 1)
        #expect(talk.flow.forward.ambiguousSamples == 1)
        #expect(talk.flow.forward.retransmits == 1)
        #expect(talk.flow.forward.payloadBytes == 150)
    }

    @Test func `What was acknowledged together with repeated data is ambiguous as well`() {
        let talk = Conversation()
        talk.open()
        for segment: UInt32 in 0..<3 { talk.client(1 + segment * 100, ack: 1, payload: 100) }
        talk.wait(3_000)
        talk.client(1, ack: 1, payload: 100)
        talk.wait(1_000)
        talk.server(1, ack: 301)
        #expect(talk.microseconds(.ack).isEmpty)
        #expect(talk.microseconds(.ack, ambiguous: true) == [4_000])
    }

    @Test func `A repeated SYN makes the handshake ambiguous`() {
        let talk = Conversation()
        talk.client(0, flags: 0x02)
        talk.wait(1_000_000)
        talk.open()
        #expect(talk.microseconds(.handshake, ambiguous: true) == [1_001_000])
        #expect(talk.microseconds(.initial, ambiguous: true) == [1_100])
        #expect(talk.flow.initialRoundTrip == nil)
    }

    @Test func `A timestamp is sampled the first time that it is echoed, if data carried it`() {
        let talk = Conversation()
        talk.client(1, ack: 1, payload: 10, options: timestamps(100, echo: 0))
        talk.wait(5)
        talk.client(11, ack: 1, payload: 10, options: timestamps(100, echo: 0))
        talk.wait(15)
        talk.server(1, ack: 11, options: timestamps(700, echo: 100))
        talk.wait(5)
        talk.server(1, ack: 21, options: timestamps(700, echo: 100))
        talk.wait(5)
        talk.client(21, ack: 1, payload: 10, options: timestamps(101, echo: 700))
        #expect(talk.microseconds(.timestamp) == [20])
    }

    @Test func `Sequence numbers and timestamps go on at 0`() {
        let talk = Conversation(clientISN: .max - 50)
        talk.open()
        talk.client(1, ack: 1, payload: 100, options: timestamps(.max, echo: 0))
        talk.wait(20)
        talk.server(1, ack: 101, options: timestamps(1, echo: .max))
        talk.client(101, ack: 1, payload: 100, options: timestamps(0, echo: 1))
        talk.wait(30)
        talk.server(1, ack: 201, options: timestamps(2, echo: 0))
        #expect(talk.microseconds(.ack) == [20, 30])
        #expect(talk.microseconds(.timestamp) == [20, 30])
        #expect(talk.flow.forward.acknowledgedBytes == 200)
        #expect(talk.flow.forward.retransmits == 0)
    }

    @Test func `A reset that acknowledges nothing forgets what Wireshark forgets`() {
        let talk = Conversation(clientISN: 1 << 31 - 50)
        talk.client(1, ack: 1, payload: 10)
        talk.client(11, ack: 1, payload: 100)
        talk.server(1, flags: 0x04)
        talk.wait(10)
        talk.server(1, ack: 111)
        #expect(talk.samples.isEmpty)
    }

    @Test func `What the clock does not tell apart is no sample`() {
        let talk = Conversation()
        talk.client(0, flags: 0x02)
        talk.server(0, ack: 1, flags: 0x12)
        talk.client(1, ack: 1, payload: 100, options: timestamps(100, echo: 0))
        talk.server(1, ack: 101, options: timestamps(7, echo: 100))
        #expect(talk.samples.isEmpty)
        #expect(talk.flow.initialRoundTrip == nil)
    }

    @Test func `A real step of the clock leaves the connections of that moment untimed`() throws {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.wait(-2_000)
        talk.server(1, ack: 101)
        #expect(talk.analysis.totals.clockSteps == 1)
        let evidence = CaptureEvidence(files: [], interfaces: []).evidence(
            of: talk.analysis, tool: Evidence.Tool(name: "test", version: "1"), flowLimit: 10)
        #expect(evidence.voided.map(\.figure) == ["rttMs", "goodput"])
        #expect(evidence.flows?.first?.rttMs == Path.RoundTrips())
        #expect(evidence.paths.first?.rttMs == Path.RoundTrips())
    }

    @Test func `A clock that steps back gives no sample that counts`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.wait(-500)
        talk.server(1, ack: 101)
        #expect(talk.microseconds(.ack, ambiguous: true) == [-500])
        #expect(talk.flow.forward.roundTrips.ack.count == 0)
        #expect(talk.analysis.totals.clockSteps == 0)
    }
}
