import LinuxSystem
import Testing

@testable import Probe

@Suite struct NeighborTests {
    private let source = HardwareAddress([0x00, 0x50, 0x56, 1, 2, 3]) ?? .broadcast

    @Test func `An ARP probe names nobody, and is tagged when asked`() throws {
        let target = try #require(InternetAddress("10.1.2.3"))
        let plain = ARPPacket.probe(for: target, from: source)
        #expect(plain.count == 60)
        #expect(plain[28..<32] == [0, 0, 0, 0])
        #expect(plain[38..<42] == [10, 1, 2, 3])
        let tagged = ARPPacket.probe(for: target, from: source, vlan: 0x123)
        #expect(tagged[12..<16] == [0x81, 0x00, 0x01, 0x23])
        #expect(tagged[16..<18] == [0x08, 0x06])
    }

    @Test func `A reply is read, and what is none or cut is not`() throws {
        var frame = [UInt8](repeating: 0xFF, count: 6) + source.bytes + [8, 6, 0, 1, 8, 0, 6, 4, 0, 2]
        frame += source.bytes + [10, 1, 2, 3] + [UInt8](repeating: 0, count: 10)
        let reply = try #require(unsafe frame.withUnsafeBytes { unsafe ARPPacket.reply($0) })
        #expect(reply.address.description == "10.1.2.3")
        #expect(reply.hardware == source)
        for count in 0..<42 {
            #expect(unsafe frame[..<count].withUnsafeBytes { unsafe ARPPacket.reply($0) } == nil)
        }
        frame[21] = 1
        #expect(unsafe frame.withUnsafeBytes { unsafe ARPPacket.reply($0) } == nil)
    }

    @Test func `A solicitation has the checksum of RFC 4443`() throws {
        let target = try #require(InternetAddress("fe80::250:56ff:fe01:203"))
        let frame = NeighborPacket.solicitation(for: target, from: source)
        #expect(frame[..<6] == [0x33, 0x33, 0xFF, 0x01, 0x02, 0x03])
        let pseudo = Array(frame[22..<54]) + [0, 0, 0, UInt8(frame.count - 54), 0, 0, 0, 58]
        #expect(EchoPacket.checksum(pseudo + frame[54...]) == 0)
    }

    @Test func `Frames of any bytes are read without a crash`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5_000 {
            let count = Int.random(in: 0..<100, using: &generator)
            var frame = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if count > 56 {
                frame.replaceSubrange(12..<14, with: [0x86, 0xDD])
                (frame[20], frame[21], frame[54]) = (58, 255, 136)
            }
            _ = unsafe frame.withUnsafeBytes { unsafe ARPPacket.reply($0) }
            let answer = unsafe frame.withUnsafeBytes { unsafe NeighborPacket.advertisement($0) }
            #expect(answer == nil || count >= 78)
        }
    }

    @Test(arguments: [
        ("10.1.2.0/24", 254, "10.1.2.1", "10.1.2.254"), ("10.1.2.77/30", 2, "10.1.2.77", "10.1.2.78"),
        ("10.1.2.4/31", 2, "10.1.2.4", "10.1.2.5"), ("10.1.2.4/32", 1, "10.1.2.4", "10.1.2.4"),
        ("10.0.0.0/8", 1_024, "10.0.0.1", "10.255.255.254"), ("0.0.0.0/0", 1_024, "0.0.0.1", "255.255.255.254"),
    ])
    func `A subnet's addresses begin with its first and its last, each once`(
        _ subnet: String, _ count: Int, _ first: String, _ last: String
    ) throws {
        let parts = subnet.split(separator: "/").map(String.init)
        let network = NetworkInterface.Address(
            try #require(InternetAddress(parts[0])), prefix: try #require(Int(parts[1])))
        let addresses = TaggedProbe.addresses(of: network, limit: 1_024)
        #expect(addresses.count == count)
        #expect(Set(addresses).count == count)
        #expect(addresses.first?.description == first)
        #expect(addresses.prefix(2).last?.description == last)
        #expect(addresses.allSatisfy { network.contains($0) })
    }
}
