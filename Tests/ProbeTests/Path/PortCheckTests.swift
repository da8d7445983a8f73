import Evidence
import Testing

@testable import LinuxSystem
@testable import Probe

@Suite struct PortCheckTests {
    private let far = InternetAddress(family: .ipv4, bytes: [192, 0, 2, 9])
    private let router = InternetAddress(family: .ipv4, bytes: [192, 0, 2, 1])

    private func check(_ answer: Handshake.Answer, ambiguous: Bool = false) -> PortCheck {
        PortCheck(
            Handshake(answer: answer, nanoseconds: 5_000, isAmbiguous: ambiguous, localPort: 40_000), to: far)
    }

    private func error(_ type: UInt8, _ code: UInt8, from offender: InternetAddress) -> QueuedError {
        QueuedError(
            origin: .icmp, number: 111, type: type, code: code, mtu: 0, packet: 0, offender: offender)
    }

    @Test func `A connection and a reset tell open from closed, and only the connection a time`() {
        #expect(check(.accepted).state == .open)
        #expect(check(.accepted).roundTrip == 5_000)
        #expect(check(.refused(nil)).state == .closed)
        #expect(check(.refused(nil)).roundTrip == nil)
    }

    @Test func `A repeated SYN has no time`() {
        #expect(check(.accepted, ambiguous: true).state == .open)
        #expect(check(.accepted, ambiguous: true).roundTrip == nil)
    }

    @Test func `Only the far end itself can say that nobody listens`() {
        #expect(check(.refused(error(3, 3, from: far))).state == .closed)
        #expect(check(.refused(error(3, 3, from: router))).state == .filtered)
    }

    @Test(arguments: [9, 10, 13] as [UInt8])
    func `Prohibited and silence are filtered`(_ code: UInt8) {
        #expect(check(.failed(113, error(3, code, from: router))).state == .filtered)
        #expect(check(.silent).state == .filtered)
        #expect(check(.silent).roundTrip == nil)
    }

    @Test func `An unreachable host is neither`() {
        let check = check(.failed(113, error(3, 1, from: router)))
        #expect(check.state == nil)
        #expect(check.why == "192.0.2.1 answered: the destination is unreachable")
        #expect(self.check(.failed(101, nil)).why == "cannot reach 192.0.2.9: Network is unreachable")
        #expect(self.check(.cancelled).state == nil)
    }
}
