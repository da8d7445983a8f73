import Facts
import TestSupport
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("10.20.0.11", "10.20.0.11"),
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("fd20::11", "fd20::11"),
        ("FD20:0:0:0::0011", "fd20::11"),
        ("::", "::"),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("fe80:0:0:1:0:0:0:1", "fe80:0:0:1::1"),
    ])
    func spelling(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(address.isIPv4 == !text.contains(":"))
        #expect(address.bitCount == (text.contains(":") ? 128 : 32))
    }

    @Test(arguments: [
        "", "10.20.0", "10.20.0.256", "10.20.0.1.1", "010.20.0.1", " 10.20.0.1", "10.20.0.1 ", "10.20.0.1/24",
        "0x0a.0.0.1",
        "esx1", ":", ":::", "fd20::11::1", "12345::", "fe80::1%vmk0", "1:2:3:4:5:6:7:8:9", "10.20.0.1\0", "fd20::1\0x",
        "١.١.١.١",
    ])
    func noAddress(text: String) {
        #expect(IPAddress(text) == nil)
    }

    /// A mask is one when its ones come first; every other number of 32 bits is none.
    @Test(arguments: 0...32)
    func netmasks(bits: Int) throws {
        let mask = bits == 0 ? 0 : UInt32.max << UInt32(32 - bits)
        #expect(try #require(IPAddress(dotted(mask))).prefixLength == bits)
        for flipped in 0..<32 {
            let other = mask ^ (1 << UInt32(flipped))
            let isMask = flipped == 31 - bits || flipped == 32 - bits
            #expect((try #require(IPAddress(dotted(other))).prefixLength != nil) == isMask, "\(dotted(other))")
        }
    }

    @Test func ipv6IsNoNetmask() throws {
        #expect(try #require(IPAddress("ffff::")).prefixLength == nil)
    }

    @Test(arguments: [
        ("10.20.0.11/24", "10.20.0.0/24"),
        ("10.20.0.11/32", "10.20.0.11/32"),
        ("10.20.0.11/0", "0.0.0.0/0"),
        ("10.20.255.255/17", "10.20.128.0/17"),
        ("fd20::11/64", "fd20::/64"),
        ("fd20:0:0:ffff::/63", "fd20:0:0:fffe::/63"),
        ("::1/128", "::1/128"),
    ])
    func networks(text: String, canonical: String) {
        #expect(IPNetwork(text)?.description == canonical)
    }

    @Test(arguments: [
        "10.20.0.0", "10.20.0.0/", "10.20.0.0/33", "10.20.0.0/-1", "10.20.0.0/+24", "10.20.0.0/24/24", "/24",
        "fd20::/129",
        "10.20.0.0/255.255.255.0", "10.20.0.0/ 24", "10.20.0.0/٢٤",
    ])
    func noNetwork(text: String) {
        #expect(IPNetwork(text) == nil)
    }

    @Test(arguments: [("10.0.0.0/24", "fd20::1"), ("::/0", "10.0.0.1"), ("0.0.0.0/0", "::1")])
    func familiesDoNotMix(network: String, address: String) throws {
        let address = try #require(IPAddress(address))
        #expect(IPNetwork(network)?.contains(address) == false)
    }

    /// A network has its address as a member, and no address that differs within the prefix.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func membership(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let isIPv4 = Bool.random(using: &random)
        let bytes = (0..<(isIPv4 ? 4 : 16)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let address = try #require(IPAddress(spelled(bytes)))
        #expect(address.bytes == bytes)
        #expect(IPAddress(address.description) == address)
        let bits = Int.random(in: 0...address.bitCount, using: &random)
        let network = try #require(IPNetwork(address, prefixLength: bits))
        #expect(network.contains(address))
        #expect(network.contains(network.address))
        #expect(IPNetwork(network.description) == network)
        for bit in 0..<address.bitCount {
            var other = bytes
            other[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(network.contains(try #require(IPAddress(spelled(other)))) == (bit >= bits))
        }
    }

    private func dotted(_ number: UInt32) -> String {
        [24, 16, 8, 0].map { String(number >> UInt32($0) & 0xFF) }.joined(separator: ".")
    }

    private func spelled(_ bytes: [UInt8]) -> String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
            .joined(separator: ":")
    }
}
