import Agent
import Testing

@testable import Trial

@Suite struct MemoryAccountTests {
    private let settings = GuestSettings(memoryBytes: 2 << 20, workingSetBytes: 1 << 20, dirtyBytesPerSecond: 0)

    @Test func `Memory counts as taken for as long as anybody holds it`() throws {
        let host = TrialHost(maxMemoryBytes: 3 << 20)
        try host.prepare(0, settings) { _ in }
        // As a thread does that still sends or receives it.
        var held: HostedGuest? = try host.guest(0)
        try host.end(0)
        #expect(throws: AgentError.self) { try host.prepare(1, settings) { _ in } }
        withExtendedLifetime(held) {}
        held = nil
        try host.prepare(1, settings) { _ in }
        try host.end(1)
    }

    @Test func `A guest that is being prepared is not ended`() throws {
        let host = TrialHost(maxMemoryBytes: 3 << 20)
        var refusals = 0
        try host.prepare(0, settings) { _ in
            #expect(throws: AgentError.self) { try host.end(0) }
            #expect(throws: AgentError.self) { try host.prepare(1, settings) { _ in } }
            refusals += 1
        }
        #expect(refusals > 0)
        try host.end(0)
    }
}
