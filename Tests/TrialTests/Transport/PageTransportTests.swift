import LinuxSystem
import Synchronization
import Testing

@testable import Trial

@Suite struct PageTransportTests {
    @Test(arguments: [1, 2, 5]) func `all pages arrive as they are, those of zeros as numbers`(streams: Int) throws {
        let rig = try Rig(streams: streams)
        defer { rig.close() }
        rig.fill(0..<1_000)
        rig.fill(2_000..<2_001)
        rig.fill(3_000..<4_096)
        let round = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(round.pages == Rig.pageCount)
        #expect(round.zeroPages == Rig.pageCount - 2_097)
        #expect(round.bytes > 2_097 * 4_096 && round.bytes < 2_097 * 4_104)
        #expect(rig.receiver.suspects.isEmpty)
        #expect(rig.differences == [])
        #expect(rig.sender.streams.map(\.pages).reduce(0, +) == Rig.pageCount)
        #expect(rig.receiver.streams.map(\.pages).reduce(0, +) == Rig.pageCount)
    }

    @Test func `pages that do not arrive are suspect, and a later round brings those that changed, zeros as well`()
        throws
    {
        let rig = try Rig()
        defer { rig.close() }
        rig.fill(0..<4_096)
        var half = PageSet(pageCount: Rig.pageCount)
        half.insert(0..<2_048)
        _ = try rig.sender.send(half, round: 1, cancellation: rig.cancellation)
        #expect(rig.receiver.suspects.count == 2_048)
        _ = try rig.sender.send(rig.allPages, round: 2, cancellation: rig.cancellation)
        #expect(rig.receiver.suspects.isEmpty)
        var changed = PageSet(pageCount: Rig.pageCount)
        for page in stride(from: 0, to: Rig.pageCount, by: 3) {
            changed.insert(page)
            if page % 2 == 0 {
                rig.fill(page..<page + 1, salt: 5)
            } else {
                unsafe rig.sourceMemory.bytes(of: page..<page + 1).initializeMemory(as: UInt8.self, repeating: 0)
            }
        }
        let round = try rig.sender.send(changed, round: 3, cancellation: rig.cancellation)
        #expect(round.pages == changed.count && round.zeroPages == changed.count / 2)
        #expect(rig.differences == [])
        let none = try rig.sender.send(
            PageSet(pageCount: Rig.pageCount), round: 4, cancellation: rig.cancellation)
        #expect(none.pages == 0 && none.bytes == 0)
    }

    @Test func `messages arrive in order, both ways, with their contents`() throws {
        let rig = try Rig(streams: 3)
        defer { rig.close() }
        let messages = (0..<500).map {
            TransportMessage(type: UInt16($0), payload: [UInt8](repeating: UInt8($0 % 256), count: $0 * 7))
        }
        for message in messages {
            try rig.sender.send(message)
            try rig.receiver.send(message)
        }
        #expect(Rig.eventually { rig.told.atDestination.withLock { $0.count } == 500 })
        #expect(Rig.eventually { rig.told.atSource.withLock { $0.count } == 500 })
        #expect(rig.told.atDestination.withLock { $0 } == messages)
        #expect(rig.told.atSource.withLock { $0 } == messages)
        #expect(throws: TransportError.self) {
            try rig.sender.send(
                TransportMessage(
                    type: 1, payload: [UInt8](repeating: 0, count: TransportMessage.longestPayload + 1)))
        }
    }

    @Test func `pushed pages are handed on, each once, and not written`() throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.fill(0..<4_096)
        for page in stride(from: 0, to: 4_096, by: 64) {
            try rig.sender.push(page..<page + 32)
            try rig.sender.push(page + 32..<page + 33, urgent: true)
            try rig.sender.push(page + 33..<page + 64)
        }
        try rig.sender.finishPushing(cancellation: rig.cancellation)
        #expect(rig.told.pushed.withLock { $0.sorted() } == Array(0..<4_096))
        #expect(rig.sender.unacknowledgedPushes.isEmpty)
        #expect(rig.differences.count == 4_096)
    }

    @Test func `a link is measured with pages that are thrown away`() throws {
        let rig = try Rig()
        defer { rig.close() }
        rig.fill(0..<4_096)
        let calibration = try rig.sender.calibrate(seconds: 1, cancellation: rig.cancellation)
        #expect(try #require(calibration.bytesPerSecond) > 1e6)
        #expect(calibration.bytes > 0 && calibration.roundTripSeconds > 0)
        #expect(rig.receiver.suspects.count == 4_096 && rig.differences.count == 4_096)
        _ = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(rig.differences == [])
    }

    @Test func `a rate is kept to by all streams together`() throws {
        let rig = try Rig(settings: TransportSettings(key: 7, maxBytesPerSecond: 20_000_000))
        defer { rig.close() }
        rig.fill(0..<4_096)
        let round = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(round.bytesPerSecond < 20_500_000)
        #expect(rig.differences == [])
    }

    @Test func `a round that is not wanted any more is left, and another can follow`() throws {
        let rig = try Rig(settings: TransportSettings(key: 7, maxBytesPerSecond: 2_000_000))
        defer { rig.close() }
        rig.fill(0..<4_096)
        #expect(throws: TransportError.interrupted) {
            try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation) { progress in
                if progress.pagesLeft < 4_096 { rig.cancellation.cancel() }
            }
        }
        var few = PageSet(pageCount: Rig.pageCount)
        few.insert(7..<9)
        let round = try rig.sender.send(few, round: 2, cancellation: try Cancellation())
        #expect(round.pages == 2)
    }
}
