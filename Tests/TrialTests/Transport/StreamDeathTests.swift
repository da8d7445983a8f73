import LinuxSystem
import Synchronization
import Testing

@testable import Trial

@Suite struct StreamDeathTests {
    /// A rig over wires.
    private func rig(_ wires: [FaultyWire], timeout: Double = 0.5) throws -> Rig {
        try Rig(
            streams: wires.count, settings: TransportSettings(key: 7, timeoutSeconds: timeout),
            wire: { (wires[$0].near, wires[$0].far) })
    }

    @Test func `a stream that is cut only slows the round, and says when and why it died`() throws {
        let wires = [try FaultyWire(bytesPerSecond: 2e7), try FaultyWire(bytesPerSecond: 2e7)]
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        var isCut = false
        let round = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation) { progress in
            if progress.pagesLeft < 3_500, !isCut {
                isCut = true
                wires[1].cut()
            }
        }
        #expect(isCut && round.pages == 4_096)
        #expect(rig.receiver.suspects.isEmpty && rig.differences == [])
        #expect(rig.sender.streams[1].diedAfterSeconds != nil && rig.sender.streams[1].failure != nil)
        #expect(rig.sender.streams[0].failure == nil && rig.sender.failure == nil)
        #expect(rig.receiver.streams[1].failure != nil && rig.told.ended.withLock { $0 } == nil)
    }

    @Test func `a stream that stands still is fenced in time, and its pages go over the other`() throws {
        let wires = [try FaultyWire(bytesPerSecond: 5e7), try FaultyWire(stallsAfter: 1 << 20)]
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        let round = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(round.pages == 4_096)
        #expect(rig.receiver.suspects.isEmpty && rig.differences == [])
        #expect(rig.sender.streams[1].failure?.hasPrefix("nothing") == true)
        // What was stuck comes after all, to nobody: the next round stays as it is.
        rig.fill(0..<4_096, salt: 9)
        _ = try rig.sender.send(rig.allPages, round: 2, cancellation: rig.cancellation)
        wires[1].end()
        MonotonicClock.sleep(nanoseconds: 50_000_000)
        #expect(rig.differences == [])
    }

    @Test func `the death of the last stream is an error at both ends`() throws {
        let wires = [try FaultyWire(stallsAfter: 1 << 20)]
        defer { wires[0].end() }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        #expect(throws: TransportError("nothing got through for 0.5 s")) {
            try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        }
        #expect(throws: TransportError.self) { try rig.sender.send(TransportMessage(type: 1)) }
        #expect(throws: TransportError.self) { try rig.sender.push(0..<1) }
        #expect(throws: TransportError.self) { try rig.sender.push(0..<1, urgent: true) }
        #expect(throws: TransportError.self) { try rig.sender.calibrate(cancellation: rig.cancellation) }
        #expect(Rig.eventually { rig.told.ended.withLock { $0 } != nil })
        #expect(rig.receiver.failure != nil)
        #expect(throws: TransportError.self) { try rig.receiver.send(TransportMessage(type: 1)) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a network that is cut ends all streams in time, whichever waits for which`() throws {
        let wires = try (0..<3).map { _ in try FaultyWire(stallsAfter: 1 << 20) }
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        let error = #expect(throws: TransportError.self) {
            try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        }
        // By its own patience, or because the other end's was over first.
        #expect(error?.description.hasPrefix("the last stream has died: ") == true)
        #expect(Rig.eventually { rig.told.ended.withLock { $0 } != nil })
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2])
    func `streams that die first in the order leave the round to one that lives`(dying: Int) throws {
        let wires =
            try (0..<dying).map { _ in try FaultyWire(stallsAfter: 1 << 20) } + [try FaultyWire(bytesPerSecond: 1e7)]
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        _ = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(rig.receiver.suspects.isEmpty && rig.differences == [])
        #expect(rig.sender.streams.map { $0.failure == nil } == (0..<dying).map { _ in false } + [true])
    }

    @Test func `a stream without work says that it lives, until the network is gone`() throws {
        let wires = [try FaultyWire(), try FaultyWire()]
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires, timeout: 0.3)
        defer { rig.close() }
        MonotonicClock.sleep(nanoseconds: 900_000_000)
        #expect(rig.sender.failure == nil && rig.receiver.failure == nil)
        wires[0].cut()
        #expect(Rig.eventually { rig.sender.streams[0].failure != nil && rig.receiver.streams[0].failure != nil })
        try rig.sender.send(TransportMessage(type: 4, payload: [1]))
        #expect(Rig.eventually { rig.told.atDestination.withLock { $0.count } == 1 })
        wires[1].cut()
        #expect(Rig.eventually { rig.sender.failure != nil && rig.receiver.failure != nil })
    }

    @Test func `messages and pushed pages survive the stream that they were on, each once`() throws {
        let wires = [try FaultyWire(stallsAfter: 300_000), try FaultyWire(bytesPerSecond: 5e7)]
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        for page in stride(from: 0, to: 1_024, by: 8) {
            try rig.sender.push(page..<page + 8, urgent: page % 64 == 0)
            try rig.sender.send(TransportMessage(type: UInt16(page)))
            try rig.receiver.send(TransportMessage(type: UInt16(page)))
        }
        try rig.sender.finishPushing(cancellation: rig.cancellation)
        let types = stride(from: 0, to: 1_024, by: 8).map { UInt16($0) }
        #expect(Rig.eventually { rig.told.atDestination.withLock { $0.map(\.type) } == types })
        #expect(Rig.eventually { rig.told.atSource.withLock { $0.map(\.type) } == types })
        #expect(Set(rig.told.pushed.withLock { $0 }) == Set(0..<1_024))
        #expect(rig.sender.streams[0].failure != nil)
    }

    @Test(arguments: [0, 8, 20, 31, 36, 60, 170].map { ($0, true) } + [(300_000, false)])
    func `a changed byte ends the stream or makes a page suspect, and never passes`(
        place: Int, endsStream: Bool
    ) throws {
        let wires = [try FaultyWire(changing: [place]), try FaultyWire(bytesPerSecond: 1e8)]
        defer { for wire in wires { wire.end() } }
        let rig = try rig(wires)
        defer { rig.close() }
        rig.fill(0..<4_096)
        _ = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect((rig.sender.streams[0].failure != nil) == endsStream)
        let suspects = rig.receiver.suspects
        #expect(rig.differences.count == (endsStream ? 0 : 1) && suspects.count == rig.differences.count)
        #expect(rig.differences.allSatisfy { suspects.contains($0) })
        _ = try rig.sender.send(suspects, round: 2, cancellation: rig.cancellation)
        #expect(rig.receiver.suspects.isEmpty && rig.differences == [])
    }

    @Test func `pushed pages that are damaged are pushed again, on the only stream there is`() throws {
        let wire = try FaultyWire(changing: [5_000, 250_000])
        defer { wire.end() }
        let rig = try rig([wire])
        defer { rig.close() }
        rig.fill(0..<4_096)
        try rig.sender.push(0..<256)
        #expect(Rig.eventually { Set(rig.told.pushed.withLock { $0 }) == Set(0..<256) })
        #expect(rig.told.pushed.withLock { $0.count } == 256)
        #expect(rig.sender.failure == nil && rig.receiver.failure == nil)
    }

    @Test func `a stream that damages all that is pushed ends`() throws {
        let wire = try FaultyWire(changing: Array(stride(from: 5_000, to: 10_000_000, by: 4_096)))
        defer { wire.end() }
        let rig = try rig([wire])
        defer { rig.close() }
        rig.fill(0..<4_096)
        try rig.sender.push(0..<64)
        #expect(Rig.eventually { rig.sender.failure != nil && rig.receiver.failure != nil })
        #expect(rig.told.pushed.withLock { $0 } == [])
    }

    @Test func `a slow stream does not hold up a fast one`() throws {
        let wires = [try FaultyWire(bytesPerSecond: 3e6), try FaultyWire(bytesPerSecond: 3e7)]
        let rig = try rig(wires, timeout: 20)
        defer { rig.close() }
        rig.fill(0..<4_096)
        _ = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        let pages = rig.sender.streams.map(\.pages)
        #expect(pages[1] > 3 * pages[0] && pages[0] > 0)
        #expect(rig.differences == [])
    }

    @Test func `a peer that holds another key gets nothing written`() throws {
        let memory = try MemoryMapping(byteCount: 1 << 20)
        let (near, far) = try Rig.connection()
        let receiver = try PageReceiver(
            memory: memory, isZero: true, streams: [PageStream(pair: 0, socket: far)],
            settings: TransportSettings(key: 1), handlers: PageReceiver.Handlers(message: { _ in }))
        defer { receiver.close() }
        let sender = try PageSender(
            memory: memory, streams: [PageStream(pair: 0, socket: near)], settings: TransportSettings(key: 2)
        ) { _ in }
        defer { sender.close() }
        var pages = PageSet(pageCount: memory.pageCount)
        pages.insert(0..<3)
        #expect(throws: TransportError.self) {
            try sender.send(pages, round: 1, cancellation: try Cancellation())
        }
        #expect(receiver.suspects.count == memory.pageCount)
    }
}
