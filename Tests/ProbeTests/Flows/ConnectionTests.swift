import Evidence
import LinuxSystem
import Testing

@testable import Probe

@Suite struct ConnectionTests {
    @Test func `Each byte of payload counts once, whatever is lost, repeated or overtaken`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.client(201, ack: 1, payload: 100)
        talk.wait(100)
        talk.client(101, ack: 1, payload: 100)
        talk.client(151, ack: 1, payload: 300)
        talk.client(451, ack: 1, flags: 0x11)
        talk.wait(1_000)
        talk.server(1, ack: 452)
        #expect(talk.flow.forward.payloadBytes == 450)
        #expect(talk.flow.forward.acknowledgedBytes == 450)
        #expect(talk.flow.forward.outOfOrder == 1)
        #expect(talk.flow.forward.retransmits == 1)
        #expect(talk.flow.forward.retransmittedBytes == 150)
        #expect(talk.flow.forward.missedBytes == 0)
    }

    @Test func `A gap that is filled after more than a round trip was lost in front of the capture`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.client(201, ack: 1, payload: 100)
        talk.wait(1_500)
        talk.client(101, ack: 1, payload: 100)
        #expect(talk.flow.forward.retransmits == 1)
        #expect(talk.flow.forward.outOfOrder == 0)
        #expect(talk.flow.forward.payloadBytes == 300)
    }

    @Test func `What was acknowledged and never seen was missed by the capture`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.client(301, ack: 1, payload: 100)
        talk.server(1, ack: 501)
        #expect(talk.flow.forward.payloadBytes == 200)
        #expect(talk.flow.forward.acknowledgedBytes == 500)
        #expect(talk.flow.forward.missedBytes == 300)
    }

    @Test func `An acknowledgement that was captured before its data misses nothing`() {
        let talk = Conversation()
        talk.open()
        talk.server(1, ack: 101)
        talk.client(1, ack: 1, payload: 100)
        #expect(talk.flow.forward.missedBytes == 0)
        #expect(talk.flow.forward.payloadBytes == 100)
        #expect(talk.flow.forward.retransmits == 0)
    }

    @Test(arguments: [UInt16(7), 0])
    func `A frame that the capture holds twice is no repetition`(identification: UInt16) {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100, identification: identification)
        talk.client(1, ack: 1, payload: 100, identification: identification, interface: 1)
        talk.wait(30)
        talk.server(1, ack: 101)
        #expect(talk.flow.forward.retransmits == 0)
        #expect(talk.flow.forward.duplicateFrames == 1)
        #expect(talk.flow.forward.payloadBytes == 100)
        #expect(talk.flow.sawOtherInterfaces)
        #expect(talk.microseconds(.ack) == [30])
    }

    @Test func `Probes of an idle connection are no repetitions`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.server(1, ack: 101)
        talk.wait(10_000_000)
        talk.client(100, ack: 1, payload: 1)
        talk.server(1, ack: 101)
        talk.client(100, ack: 1)
        talk.server(1, ack: 101)
        #expect(talk.flow.forward.keepAlives == 2)
        #expect(talk.flow.forward.retransmits == 0)
        #expect(talk.flow.forward.payloadBytes == 100)
    }

    @Test func `Data sent again after it was acknowledged was sent again in vain`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 100)
        talk.server(1, ack: 101)
        talk.client(1, ack: 1, payload: 100)
        #expect(talk.flow.forward.retransmits == 1)
        #expect(talk.flow.forward.spuriousRetransmits == 1)
    }

    @Test func `A SYN with other numbers begins another connection`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 10)
        talk.client(70_000, flags: 0x02)
        talk.server(90_000, ack: 70_001, flags: 0x12)
        #expect(talk.analysis.totals.flows == 2)
        #expect(talk.analysis.flows().map(\.number) == [0, 1])
        let local = SocketAddress(InternetAddress(family: .ipv4, bytes: [192, 0, 2, 1]), port: 40_000)
        let remote = SocketAddress(InternetAddress(family: .ipv4, bytes: [192, 0, 2, 2]), port: 8_000)
        #expect(talk.analysis.flow(from: local, to: remote)?.number == 1)
        #expect(talk.analysis.flow(from: remote, to: local)?.number == 1)
        #expect(talk.analysis.flow(from: local, to: local) == nil)
    }

    @Test func `Both ends may open at once`() {
        let talk = Conversation()
        talk.client(0, flags: 0x02)
        talk.wait(10)
        talk.server(0, flags: 0x02)
        talk.wait(10)
        talk.client(0, ack: 1, flags: 0x12)
        talk.server(0, ack: 1, flags: 0x12)
        talk.wait(10)
        talk.client(1, ack: 1, payload: 5)
        talk.wait(10)
        talk.server(1, ack: 6)
        #expect(talk.analysis.totals.flows == 1)
        #expect(talk.flow.forward.payloadBytes == 5)
        #expect(talk.flow.forward.acknowledgedBytes == 5)
        #expect(talk.flow.forward.retransmits == 0 || talk.flow.forward.retransmits == 1)
    }

    @Test func `A connection whose start was missed counts from where the capture begins`() {
        let talk = Conversation()
        talk.server(900, ack: 5_001)
        talk.client(5_001, ack: 900, payload: 100)
        talk.wait(50)
        talk.server(900, ack: 5_101)
        #expect(talk.flow.forward.acknowledgedBytes + talk.flow.reverse.acknowledgedBytes == 100)
        #expect(!talk.flow.sawOpening)
        #expect(talk.microseconds(.ack) == [50])
        #expect(talk.flow.forward.largestWindow == nil)
    }

    @Test func `Of one direction alone the payload is counted, and nothing is timed`() {
        let talk = Conversation()
        for segment: UInt32 in 0..<20_000 { talk.client(1 + segment * 100, ack: 1, payload: 100) }
        #expect(talk.flow.forward.payloadBytes == 2_000_000)
        #expect(talk.flow.forward.acknowledgedBytes == 0)
        #expect(talk.samples.isEmpty)
        #expect(Transfer([talk.flow.forward]).evidence(.forward) == nil)
    }

    @Test func `Of acknowledgements alone the bytes are counted`() {
        let talk = Conversation()
        for segment: UInt32 in 0...100 { talk.server(1, ack: 1 + segment * 1_000) }
        let sender = talk.flow.client.port == 40_000 ? talk.flow.forward : talk.flow.reverse
        #expect(sender.acknowledgedBytes == 100_000)
        #expect(sender.payloadBytes == 0)
    }

    @Test func `Numbers may go round as often as they like, in both directions`() {
        let talk = Conversation(TestFrame(claimedLength: 0), clientISN: .max - 70_000)
        talk.open()
        // 6 GiB there and 5 GiB back, in segments whose length the IP header cannot tell.
        let size: UInt32 = 1 << 20
        for round: UInt32 in 0..<6 << 10 {
            talk.client(1 &+ round &* size, ack: 1 &+ min(round, 5 << 10) &* size, payload: Int(size))
            if round < 5 << 10 { talk.server(1 &+ round &* size, ack: 1 &+ round &* size, payload: Int(size)) }
            talk.wait(10)
            // Now and then one is sent again.
            if round % 500 == 499 {
                talk.client(1 &+ round &* size, ack: 1 &+ min(round, 5 << 10) &* size, payload: Int(size))
            }
            talk.server(1 &+ min(round + 1, 5 << 10) &* size, ack: 1 &+ (round &+ 1) &* size)
        }
        talk.client(1 &+ (6 << 10) &* size, ack: 1 &+ (5 << 10) &* size)
        #expect(talk.flow.forward.payloadBytes == 6 << 30)
        #expect(talk.flow.forward.acknowledgedBytes == 6 << 30)
        #expect(talk.flow.forward.missedBytes == 0)
        #expect(talk.flow.forward.retransmits == 12)
        #expect(talk.flow.reverse.payloadBytes == 5 << 30)
        #expect(talk.flow.reverse.acknowledgedBytes == 5 << 30)
        #expect(talk.analysis.totals.payloadBytes == 11 << 30)
    }

    @Test(arguments: [1_000, .max - 500_000_000] as [UInt32])
    func `Numbers may go round while only one direction is seen, or only acknowledgements`(clientISN: UInt32) {
        let data = Conversation(TestFrame(claimedLength: 0), clientISN: clientISN)
        let answers = Conversation(clientISN: clientISN)
        for round: UInt32 in 0..<6 << 10 {
            data.client(1 &+ round << 20, ack: 1, payload: 1 << 20)
            answers.server(1, ack: 1 &+ round << 20)
        }
        data.client(1 &+ (6 << 10 - 1) << 20, ack: 1, payload: 1 << 20)
        #expect(data.flow.forward.payloadBytes == 6 << 30)
        #expect(data.flow.forward.retransmits == 1)
        let ends = [answers.flow.forward, answers.flow.reverse]
        #expect(ends.map(\.acknowledgedBytes).max() == (6 << 10 - 1) << 20)
    }

    @Test func `A request and its answer tell no rate, and a transfer that takes time does`() throws {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, payload: 76)
        talk.wait(1_000)
        talk.server(1, ack: 77)
        var flow = talk.flow.evidence(captureStart: 0, interfaceName: nil)
        #expect(flow.goodput.isEmpty)
        #expect(flow.clientBytes == 76)
        // A hundred KiB at once are what the first windows held.
        for segment: UInt32 in 0..<100 { talk.client(77 + segment << 10, ack: 1, payload: 1 << 10) }
        talk.wait(1_000)
        talk.server(1, ack: 77 + 100 << 10)
        flow = talk.flow.evidence(captureStart: 0, interfaceName: nil)
        #expect(flow.goodput.isEmpty)
        talk.wait(5_000)
        talk.client(77 + 100 << 10, ack: 1, payload: 1_000)
        talk.wait(1_000)
        talk.server(1, ack: 1_077 + 100 << 10)
        flow = talk.flow.evidence(captureStart: 0, interfaceName: nil)
        #expect(flow.goodput.map(\.bytes) == [1_076 + 100 << 10])
    }

    @Test func `Windows count by their scale, and offers of none are counted`() {
        let talk = Conversation()
        talk.open(scale: 3)
        talk.server(1, ack: 1, window: 2_000)
        talk.server(1, ack: 1, window: 0)
        talk.server(1, ack: 1, window: 0)
        talk.server(1, ack: 1, window: 10)
        #expect(talk.flow.reverse.largestWindow == 16_000)
        #expect(talk.flow.reverse.zeroWindows == 1)
        #expect(talk.flow.reverse.windowScale == 3)
    }

    @Test func `A reset carries no data`() {
        let talk = Conversation()
        talk.open()
        talk.client(1, ack: 1, flags: 0x14, payload: 40)
        #expect(talk.flow.forward.payloadBytes == 0)
    }
}
