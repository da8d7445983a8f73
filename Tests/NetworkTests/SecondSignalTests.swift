import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// Whoever does not want to wait for an orderly end.
    @Suite struct SecondSignalTests {
        @Test(arguments: ["probe", "trial"]) func `a second signal ends it at once`(command: String) throws {
            try withPath { a, wire, _, folder in
                let running = try a.start(
                    ["sh", "-c", "exec \(Repository.binary) \(command) --to \(wire.far.ipv4) --via 'sleep 30'"],
                    in: folder, seconds: 60)
                usleep(1_000_000)
                running.send(SIGINT)
                usleep(500_000)
                running.send(SIGINT)
                let begun = Date()
                #expect(running.wait().exitCode != 0)
                #expect(Date().timeIntervalSince(begun) < 5)
            }
        }
    }
}
