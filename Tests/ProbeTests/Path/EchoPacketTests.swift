import LinuxSystem
import Testing

@testable import Probe

@Suite struct EchoPacketTests {
    @Test(arguments: [InternetAddress.Family.ipv4, .ipv6], [0, 7, 8, 56, 1_472])
    func `A request is recognised when it is quoted`(_ family: InternetAddress.Family, _ payload: Int) {
        let request = EchoPacket.request(family, identifier: 0xABCD, sequence: 0x1234, mark: 42, payload: payload)
        #expect(request.count == payload + 8)
        let numbers = unsafe request.withUnsafeBytes {
            unsafe EchoPacket.numbers($0, type: EchoPacket.requestType(family))
        }
        #expect(numbers?.identifier == 0xABCD)
        #expect(numbers?.sequence == 0x1234)
        #expect(unsafe request.withUnsafeBytes { unsafe EchoPacket.hasMark(42, $0) })
        #expect(unsafe request.withUnsafeBytes { unsafe EchoPacket.hasMark(43, $0) } == (payload < 8))
        if family == .ipv4 { #expect(EchoPacket.checksum(request) == 0) }
    }

    @Test func `The checksum is RFC 1071's`() {
        #expect(EchoPacket.checksum([0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]) == ~0xDDF2)
        #expect(EchoPacket.checksum([]) == 0xFFFF)
        #expect(EchoPacket.checksum([0x01]) == ~0x0100)
    }
}
