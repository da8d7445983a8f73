import Evidence
import Testing

@testable import Probe

/// What limits a stream, told from streams that each are limited by one thing.
@Suite struct TransferLimitTests {
    @Test func `The receiver's window limits where it is full and no data waits`() throws {
        let talk = stream(rounds: 1_500) { talk, round in
            burst(talk, round, segments: 6, size: 10_000, window: 60_000 >> 3)
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == .window)
        #expect(limit.windowBytes == 60_000)
        #expect(limit.why == "the receiver's window of 60000 bytes, scale 3 was full, and no data waited on the path")
    }

    @Test func `A buffer limits where never more is on its way than a part of the window`() throws {
        let talk = stream(rounds: 1_500) { talk, round in
            burst(talk, round, segments: 4, size: 10_000, window: 60_000)
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == .window)
        #expect(limit.windowBytes == 40_000)
    }

    @Test func `Loss limits where data is sent again and none waits`() throws {
        let talk = stream(rounds: 1_500) { talk, round in
            let segments: UInt32 = round % 200 < 100 ? 2 : 6
            burst(talk, round, segments: segments, size: 10_000, window: 60_000, repeats: round % 200 == 99)
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == .loss)
        #expect(limit.windowBytes == nil)
    }

    @Test func `The sender limits where nothing is on its way for a share of the time that differs`() throws {
        let talk = stream(rounds: 300) { talk, round in
            burst(talk, round, segments: round % 14 < 7 ? 10 : 50, size: 1_000, window: 60_000)
            talk.wait(30_000)
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == .sender)
    }

    @Test func `An even rate with pauses may come from a shaper or the sender, so neither is told`() throws {
        let talk = stream(rounds: 300) { talk, round in
            burst(talk, round, segments: 10, size: 1_000, window: 60_000)
            talk.wait(4_000)
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == nil)
        #expect(!limit.why.isEmpty)
    }

    @Test func `The path limits where data waits on it`() throws {
        let talk = Conversation()
        talk.open(scale: 10)
        // 40 segments are always on their way, one leaves each millisecond: each takes 40 ms on a path of one.
        for segment: UInt32 in 0..<4_000 {
            talk.client(1 + segment * 1_000, ack: 1, payload: 1_000, window: 60_000)
            talk.wait(1_000)
            if segment >= 40 { talk.server(1, ack: 1 + (segment - 39) * 1_000, window: 60_000) }
        }
        let limit = try #require(TransferLimit(talk.flow.forward))
        #expect(limit.limit == .path)
        #expect(limit.why.hasPrefix("data waited on the path: the round trip rose from 1.000 to 4"))
        // One segment each millisecond, once it ran steadily.
        let steady = try #require(Transfer([talk.flow.forward]).steadyMbps)
        #expect(abs(steady - 8) < 0.01)
    }

    @Test func `Of little data nothing is told`() {
        let talk = stream(rounds: 5) { talk, round in burst(talk, round, segments: 10, size: 1_000, window: 60_000) }
        #expect(TransferLimit(talk.flow.forward) == nil)
    }

    /// A connection whose scale makes windows eight times what the header says.
    private func stream(rounds: UInt32, _ body: (Conversation, UInt32) -> Void) -> Conversation {
        let talk = Conversation()
        talk.open(scale: 3)
        talk.next.client = 1
        for round in 0..<rounds { body(talk, round) }
        return talk
    }

    /// Segments sent at once, and acknowledged one by one after a round trip of 1 ms.
    private func burst(
        _ talk: Conversation, _ round: UInt32, segments: UInt32, size: UInt32, window: UInt16, repeats: Bool = false
    ) {
        let start = talk.next.client
        for segment in 0..<segments {
            talk.client(start + segment * size, ack: 1, payload: Int(size), window: 60_000)
        }
        talk.wait(1_000)
        if repeats { talk.client(start, ack: 1, payload: Int(size), window: 60_000) }
        for segment in 0..<segments {
            talk.server(1, ack: start + (segment + 1) * size, window: window)
        }
        talk.next.client = start + segments * size
    }
}
