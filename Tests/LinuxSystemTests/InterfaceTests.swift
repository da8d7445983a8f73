import Testing

@testable import LinuxSystem

@Suite struct InterfaceTests {
    @Test func `The loopback interface is described`() throws {
        let loopback = try #require(try NetworkInterface.named("lo"))
        #expect(loopback.isLoopback)
        #expect(loopback.mtu > 1_500)
        #expect(loopback.speedMbps == nil)
        #expect(loopback.hardwareAddress == nil)
        #expect(loopback.addresses.contains { $0.description == "127.0.0.1/8" })
        #expect(try NetworkInterface.named("no-such-interface") == nil)
    }

    @Test func `The way to this machine itself is its loopback interface`() throws {
        let route = try Route.to(try #require(InternetAddress("127.0.0.1")))
        #expect(route.interface == (try NetworkInterface.named("lo")?.index))
        #expect(route.gateway == nil)
    }

    @Test func `An answer of any bytes is no way, or one, and never a crash`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var answer = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if answer.count > 6 { (answer[4], answer[5]) = (24, 0) }
            _ = try? Route(answer: answer, action: "find the way")
        }
        #expect(throws: SystemError.self) { try Route(answer: [], action: "find the way") }
    }

    @Test(arguments: [
        ("10.1.2.3", 24, "10.1.2.200", true), ("10.1.2.3", 24, "10.1.3.3", false), ("10.1.2.3", 0, "8.8.8.8", true),
        ("10.1.2.3", 32, "10.1.2.2", false), ("fd00::1", 64, "fd00::ffff:1", true), ("fd00::1", 64, "10.0.0.1", false),
    ])
    func `A network contains its addresses`(_ own: String, _ prefix: Int, _ other: String, _ expected: Bool) throws {
        let network = NetworkInterface.Address(try #require(InternetAddress(own)), prefix: prefix)
        #expect(network.contains(try #require(InternetAddress(other))) == expected)
    }

    @Test func `A hardware address has six bytes`() {
        #expect(HardwareAddress([0, 0x50, 0x56, 0xAB, 0xCD, 0xEF])?.description == "00:50:56:ab:cd:ef")
        #expect(HardwareAddress([1, 2, 3]) == nil)
    }
}
