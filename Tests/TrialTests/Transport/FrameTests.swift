import TestSupport
import Testing

@testable import Trial

@Suite struct FrameTests {
    private let key = FrameKey(3, stream: 1, .toDestination)

    private func bytes(_ frame: Frame, sequence: UInt64 = 0, hashes: [UInt64] = []) -> [UInt8] {
        let room = FrameBytes()
        return withExtendedLifetime(room) {
            unsafe Array(room.write(frame, sequence: sequence, delivered: 9, hashes: hashes[...], key: key))
        }
    }

    private func parse(
        _ bytes: [UInt8], _ parser: inout FrameParser
    ) throws -> (FrameHeader, Frame, PageChecks) {
        let header = try unsafe parser.header(bytes.span.bytes.extracting(..<min(bytes.count, Frame.headerBytes)))
        let rest = Array(bytes.dropFirst(Frame.headerBytes))
        let (frame, checks) = try unsafe parser.details(rest.span.bytes, of: header)
        return (header, frame, checks)
    }

    @Test(arguments: [
        Frame(kind: .pages, round: 7, runs: [3..<5, 9..<10], zeroRuns: [20..<99]),
        Frame(kind: .pages, round: 1, zeroRuns: [0..<100]),
        Frame(kind: .pushed, runs: [0..<64]),
        Frame(kind: .message, payload: [UInt8](repeating: 5, count: Frame.mostPayload)),
        Frame(kind: .ping),
    ])
    func `a frame is read as it was written`(frame: Frame) throws {
        var parser = FrameParser(.toDestination, key: key, pageCount: 100)
        let hashes = (0..<frame.pages).map { UInt64($0) &* 0x1_0001_0001 }
        let (header, read, checks) = try parse(bytes(frame, hashes: hashes), &parser)
        #expect(read == frame && header.delivered == 9)
        #expect(bytes(frame, hashes: hashes).count == frame.byteCount - frame.pages * 4_096)
        #expect(checks.wrong(hashes[...]) == [])
        guard !hashes.isEmpty else { return }
        var changed = hashes
        // One page that is torn does not vouch for another, whichever of its bits differ.
        changed[0] ^= 1
        #expect(checks.wrong(changed[...]) == [0])
        changed[1] ^= 1 << 40
        #expect(checks.wrong(changed[...]) == [0, 1])
    }

    @Test func `whatever is changed in a frame is noticed`() throws {
        let frame = Frame(kind: .pages, round: 7, runs: [3..<5], zeroRuns: [20..<99])
        let whole = bytes(frame, hashes: [1, 2])
        for place in whole.indices {
            var parser = FrameParser(.toDestination, key: key, pageCount: 100)
            var changed = whole
            changed[place] ^= 0x10
            #expect(throws: TransportError.self) { try parse(changed, &parser) }
        }
        for count in 0..<whole.count {
            var parser = FrameParser(.toDestination, key: key, pageCount: 100)
            #expect(throws: TransportError.self) { try parse(Array(whole[..<count]), &parser) }
        }
    }

    @Test func `a frame of another stream, direction, place or guest is refused`() throws {
        let frame = bytes(Frame(kind: .pages, runs: [98..<100]), hashes: [1, 2])
        var again = FrameParser(.toDestination, key: key, pageCount: 100)
        _ = try parse(frame, &again)
        #expect(throws: TransportError("frame 0 came where frame 1 was due")) { try parse(frame, &again) }
        var other = FrameParser(
            .toDestination, key: FrameKey(3, stream: 2, .toDestination), pageCount: 100)
        #expect(throws: TransportError.self) { try parse(frame, &other) }
        var back = FrameParser(.toSource, key: key, pageCount: 100)
        #expect(throws: TransportError("a frame of kind 1 came")) { try parse(frame, &back) }
        var small = FrameParser(.toDestination, key: key, pageCount: 99)
        #expect(throws: TransportError.self) { try parse(frame, &small) }
    }

    @Test func `sets of pages are read as they were written`() throws {
        var generator = SeededGenerator(seed: 5)
        for pageCount in [1, 64, 70_000, 300_000] {
            var set = PageSet(pageCount: pageCount)
            for _ in 0..<pageCount / 2 { set.insert(Int.random(in: 0..<pageCount, using: &generator)) }
            if pageCount > 100_000 { set.insert(0..<100_000) }
            var read = PageSet(pageCount: pageCount)
            for payload in PageRuns.payloads(of: set) {
                #expect(payload.count <= TransportMessage.longestPayload)
                for run in try PageRuns.runs(in: payload, pageCount: pageCount) { read.insert(run) }
            }
            #expect(read == set)
        }
        #expect(PageRuns.payloads(of: PageSet(pageCount: 10)) == [])
        #expect(throws: TransportError.self) { try PageRuns.runs(in: [1, 2], pageCount: 9) }
        #expect(throws: TransportError.self) {
            try PageRuns.runs(in: [8, 0, 0, 0, 0, 0, 2, 0], pageCount: 9)
        }
        #expect(throws: TransportError.self) {
            try PageRuns.runs(in: [1, 0, 0, 0, 0, 0, 0, 0], pageCount: 9)
        }
    }
}
