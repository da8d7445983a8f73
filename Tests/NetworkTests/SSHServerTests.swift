import TestSupport
import Testing

extension OnTheNetwork {
    @Suite(.needs(program: "sshd"), .needs(program: "ssh"))
    struct SSHServerTests {
        @Test func `a command runs at the far end over SSH, and finds the binary under test`() throws {
            try TestNetwork.with { network in
                let (a, b) = try (network.namespace("a"), network.namespace("b"))
                let wire = try network.veth(a, b)
                for address in [wire.far.ipv4, wire.far.ipv6] {
                    let server = try SSHServer(in: b, on: address, of: network)
                    let command = server.via.split(separator: " ").map(String.init)
                    let outcome = try Program.run(a.prefix + command + ["vmotion-preflight", "--version"], seconds: 30)
                    #expect(outcome.exitCode == 0, "\(outcome.errors)")
                    #expect(!outcome.output.isEmpty)
                    let interfaces = try Program.run(a.prefix + command + ["ls", "/sys/class/net"], seconds: 30)
                    #expect(interfaces.exitCode == 0)
                }
            }
        }
    }
}
