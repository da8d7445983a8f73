import LinuxSystem

/// The round trips of echo requests and handshakes, from the packets of a capture.
final class PathTimes: PacketSink {
    /// What a round trip is known by: the far address is the capture's filter.
    private struct Key: Hashable {
        var isEcho: Bool
        var identifier: UInt16
        var number: UInt32
    }

    /// More than any measurement sends; a flood on the same path must not fill the memory.
    private static let limit = 100_000

    private let near: InternetAddress
    private let far: InternetAddress
    private var left: [Key: Int64] = [:]
    private var ambiguous: Set<Key> = []
    private var took: [Key: Int64] = [:]

    /// Between two addresses.
    init(near: InternetAddress, far: InternetAddress) {
        self.near = near
        self.far = far
    }

    /// The round trips of the echo requests with `identifier`, each by its first reply.
    func echoes(_ identifier: UInt16) -> [Int64] {
        took.filter { $0.key.isEcho && $0.key.identifier == identifier }.sorted { $0.key.number < $1.key.number }
            .map(\.value)
    }

    /// The round trips of the handshakes from the local `ports`, without those whose SYN was repeated.
    func handshakes(_ ports: Set<UInt16>) -> [Int64] {
        took.filter { !$0.key.isEcho && ports.contains($0.key.identifier) && !ambiguous.contains($0.key) }.map(\.value)
    }

    func add(_ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int) {
        let packet = unsafe PacketBytes(frame)
        var layer = LinkLayer()
        guard layer.read(packet, originalLength: originalLength, link: link) == .tcp else { return }
        let start = layer.length
        if layer.etherType == LinkLayer.ipv4 {
            guard packet.count >= start + 20, packet.byte(start) >> 4 == 4 else { return }
            let transport = start + Int(packet.byte(start) & 0xF) * 4
            take(packet, transport, packet.byte(start + 9), ways(packet, start + 12, start + 16, 4), time)
        } else {
            guard packet.count >= start + 40, packet.byte(start) >> 4 == 6 else { return }
            take(packet, start + 40, packet.byte(start + 6), ways(packet, start + 8, start + 24, 16), time)
        }
    }

    /// Whether the packet goes to the far end or comes from it; both on a machine that talks to itself.
    private func ways(
        _ packet: PacketBytes, _ source: Int, _ destination: Int, _ size: Int
    ) -> (goes: Bool, comes: Bool) {
        func holds(_ offset: Int, _ address: InternetAddress) -> Bool {
            address.bytes.count == size && (0..<size).allSatisfy { packet.byte(offset + $0) == address.bytes[$0] }
        }
        return (
            holds(source, near) && holds(destination, far), holds(source, far) && holds(destination, near)
        )
    }

    private func take(
        _ packet: PacketBytes, _ start: Int, _ number: UInt8, _ way: (goes: Bool, comes: Bool), _ time: Int64
    ) {
        switch number {
        case 1, 58:
            guard packet.count >= start + 8 else { return }
            let type = packet.byte(start)
            let key = Key(isEcho: true, identifier: packet.word16(start + 4), number: UInt32(packet.word16(start + 6)))
            if way.goes, type == 8 || type == 128 { note(key, left: time) }
            if way.comes, type == 0 || type == 129 { note(key, back: time) }
        case 6:
            guard packet.count >= start + 20 else { return }
            let flags = packet.byte(start + 13)
            let (isSyn, isAck) = (flags & 0x02 != 0, flags & 0x10 != 0)
            if way.goes, isSyn, !isAck {
                note(
                    Key(isEcho: false, identifier: packet.word16(start), number: packet.word32(start + 4)), left: time)
            } else if way.comes, isAck, isSyn {
                let number = packet.word32(start + 8) &- 1
                note(Key(isEcho: false, identifier: packet.word16(start + 2), number: number), back: time)
            }
        default: break
        }
    }

    private func note(_ key: Key, left time: Int64) {
        guard left.count < Self.limit else { return }
        // A number that is sent again while nothing came back is a repetition (Karn 1987).
        if left[key] == nil { left[key] = time } else { ambiguous.insert(key) }
    }

    private func note(_ key: Key, back time: Int64) {
        guard let start = left[key], took[key] == nil else { return }
        took[key] = time &- start
    }
}
