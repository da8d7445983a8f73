import Testing

@testable import Probe

/// What stands before the TCP header, and what is missing of it.
@Suite struct FrameTests {
    private static let frames: [(name: String, frame: TestFrame, vlan: UInt16?)] = [
        ("one tag", TestFrame(tags: [(0x8100, 200)]), 200),
        ("a tag that only carries a priority", TestFrame(tags: [(0x8100, 0xE000)]), nil),
        ("QinQ", TestFrame(tags: [(0x88A8, 0x2000 | 31), (0x8100, 200)]), 31),
        ("QinQ as it was before it was standardised", TestFrame(isIPv6: true, tags: [(0x9100, 31), (0x8100, 7)]), 31),
        ("three tags", TestFrame(tags: [(0x8100, 1), (0x8100, 2), (0x8100, 3)]), 1),
        ("a tag in a cooked frame", TestFrame(link: 113, tags: [(0x8100, 9)]), 9),
        ("a tag in a cooked frame of the second version", TestFrame(link: 276, tags: [(0x8100, 9)]), 9),
        ("IP options", TestFrame(ipOptions: 40), nil),
        ("a hop-by-hop header", TestFrame(isIPv6: true, extensions: [[60, 0, 1, 4, 0, 0, 0, 0]]), nil),
        (
            "destination options of two units, then others",
            TestFrame(
                isIPv6: true,
                extensions: [[0, 1] + [UInt8](repeating: 0, count: 14), [0, 0] + [UInt8](repeating: 0, count: 6)]), nil
        ),
        ("raw IPv4", TestFrame(link: 101), nil),
        ("raw IPv6 under its own number", TestFrame(isIPv6: true, link: 229), nil),
        ("BSD loopback", TestFrame(isIPv6: true, link: 0), nil),
        ("BIG TCP, whose length does not fit", TestFrame(payload: 180_000, claimedLength: 0), nil),
        ("BIG TCP over IPv6", TestFrame(isIPv6: true, payload: 180_000, claimedLength: 0), nil),
    ]

    @Test(arguments: frames.indices)
    func `A segment is found behind whatever stands before it`(index: Int) {
        let (name, frame, vlan) = Self.frames[index]
        var segment = TCPSegment()
        #expect(decode(frame.bytes, frame.originalLength, frame.link, &segment) == .tcp, "\(name)")
        #expect(segment.length == UInt32(frame.payload), "\(name)")
        #expect(segment.vlan == vlan, "\(name)")
        #expect(segment.key.ports == 40_000 << 16 | 8_000, "\(name)")
        #expect(segment.window == 1_000)
    }

    /// Of each frame, cut at each place: it was captured with too short a snap length, or it never was longer.
    @Test(arguments: frames.indices)
    func `A frame cut within its headers is told from one that is too short`(index: Int) {
        let (name, frame, _) = Self.frames[index]
        let whole = frame.bytes
        var segment = TCPSegment()
        for length in 0..<whole.count {
            let cut = Array(whole.prefix(length))
            #expect(decode(cut, frame.originalLength, frame.link, &segment) == .snapped, "\(name) at \(length)")
            let kind = decode(cut, length, frame.link, &segment)
            #expect(kind == .malformed, "\(name) of \(length)")
        }
    }

    @Test(
        arguments: [
            (TestFrame(fragment: 0x2000), .fragment),
            (TestFrame(fragment: 0x00B9), .fragment),
            (TestFrame(protocolNumber: 17), .other),
            (TestFrame(isIPv6: true, protocolNumber: 58), .other),
            (TestFrame(payload: 100, claimedLength: 2_000), .malformed),
            (TestFrame(payload: 100, claimedLength: 30), .malformed),
            (TestFrame(isIPv6: true, claimedLength: 9_000), .malformed),
            (TestFrame(link: 105), .unknownLink),
        ] as [(TestFrame, FrameKind)])
    func `What is no whole segment is told for what it is`(frame: TestFrame, kind: FrameKind) {
        var segment = TCPSegment()
        #expect(decode(frame.bytes, frame.originalLength, frame.link, &segment) == kind)
    }

    @Test func `The second part of an IPv6 datagram is a fragment, and one that is whole is none`() {
        var bytes = TestFrame(isIPv6: true, extensions: [[0, 0, 0x05, 0xA8, 0, 0, 0, 1]]).bytes
        bytes[14 + 6] = 44
        var segment = TCPSegment()
        #expect(decode(bytes, bytes.count, 1, &segment) == .fragment)
        // RFC 8200 section 4.5: an atomic fragment has offset 0 and nothing after it.
        bytes.replaceSubrange(56..<58, with: [0, 0])
        #expect(decode(bytes, bytes.count, 1, &segment) == .tcp)
    }

    private func decode(_ bytes: [UInt8], _ length: Int, _ link: UInt32, _ segment: inout TCPSegment) -> FrameKind {
        unsafe bytes.withUnsafeBytes {
            TCPSegment.decode(
                unsafe PacketBytes($0), originalLength: length, link: LinkType(number: link), into: &segment)
        }
    }
}
