import Agent
import LinuxSystem
import Testing

@testable import Trial

@Suite struct GuestTests {
    @Test(arguments: AccessPattern.allCases, [1, 3]) func `a guest that ran holds what its counters say`(
        pattern: AccessPattern, vCPUs: Int
    ) throws {
        let guest = try filledGuest(pagesPerSecond: 1e6, pattern: pattern, vCPUs: vCPUs)
        try guest.start()
        guest.waitForSteps(20_000)
        try guest.pause()
        let found = try guest.verify()
        #expect(found.damages == [])
        #expect(found.pages == 600 && found.state == guest.state)
        guest.resume()
        // While it runs: its vCPUs stand still meanwhile.
        #expect(try guest.verify().isSound)
        guest.stop()
        #expect(try guest.verify().isSound)
    }

    @Test(arguments: AccessPattern.allCases) func `a copy taken at any instruction goes on without a gap`(
        pattern: AccessPattern
    ) throws {
        var interrupted = 0
        // Begun anew now and then, since looking at a page goes through all steps before.
        for _ in 0..<60 {
            var guest = try filledGuest(pages: 256, zeroPages: 4, workingSet: 30, pagesPerSecond: 1e8, pattern: pattern)
            try guest.start()
            for round in 0..<10 {
                MonotonicClock.sleep(nanoseconds: Int.random(in: 0...60_000))
                try guest.pause(timeout: 10)
                let before = guest.state
                let copy = try guest.copy()
                #expect(copy.state == before)
                interrupted += (0..<2).count { VCPUState(copy.memory, page: 1 + $0).interrupted != nil }
                let found = try copy.verify()
                try #require(found.damages == [], "round \(round)")
                // Here and where the copy is, by turns.
                if round % 2 == 0 {
                    guest.resume()
                } else {
                    guest.stop()
                    guest = copy
                    try guest.start()
                }
                #expect(zip(guest.state.steps, before.steps).allSatisfy { $0 >= $1 })
            }
            guest.stop()
            #expect(try guest.verify().damages == [])
        }
        // Else this has not tried what it is for.
        #expect(interrupted > 0)
    }

    @Test func `a guest that is paused does nothing`() throws {
        let guest = try filledGuest(pagesPerSecond: 1e5)
        try guest.start(paused: true)
        #expect(guest.state.steps == [0, 0])
        guest.resume()
        for _ in 0..<20 {
            MonotonicClock.sleep(nanoseconds: 300_000)
            try guest.pause()
            let state = guest.state
            MonotonicClock.sleep(nanoseconds: 2_000_000)
            #expect(guest.state == state)
            try guest.pause()
            guest.resume()
        }
        #expect(guest.vCPUs.map { $0.pausedNanoseconds >= 20 * 2_000_000 } == [true, true])
        // Its pauses are no stops.
        #expect(guest.stopTimes.map(\.recorded.isEmpty) == [true, true])
        guest.stop()
        guest.stop()
        #expect(throws: GuestError.notStarted) { try guest.pause() }
    }

    @Test func `an idle guest writes nothing`() throws {
        let guest = try filledGuest(workingSet: 0)
        try guest.start()
        MonotonicClock.sleep(nanoseconds: 5_000_000)
        try guest.pause()
        #expect(guest.state.steps == [0, 0])
        guest.stop()
        #expect(try guest.verify().isSound)
    }

    @Test func `filling and looking can be cancelled`() throws {
        let guest = try filledGuest()
        let cancellation = try Cancellation()
        cancellation.cancel()
        #expect(throws: AgentError.interrupted) { try guest.fill(cancellation: cancellation) }
        #expect(throws: AgentError.interrupted) { try guest.verify(cancellation: cancellation) }
    }

    @Test func `settings that make no guest are refused`() throws {
        func refusal(_ change: (inout GuestSettings) -> Void) -> String? {
            var settings = GuestSettings(memoryBytes: 4 << 20, workingSetBytes: 1 << 20, dirtyBytesPerSecond: 1e6)
            change(&settings)
            do throws(AgentError) { _ = try GuestLayout(settings) } catch { return error.description }
            return nil
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.memoryBytes += 1 } == "memoryBytes is 4194305, which is no whole number of pages")
        #expect(
            refusal { $0.zeroBytes = 4 << 20 }
                == "a working set of 1048576 bytes does not fit beside 4194304 bytes that stay zero")
        #expect(
            refusal { ($0.workingSetBytes, $0.vCPUs) = (4096, 2) }
                == "2 vCPUs have no room for a page each in 4194304 bytes of memory")
        #expect(refusal { ($0.zeroBytes, $0.workingSetBytes) = (4 << 20, 0) } != nil)
        #expect(refusal { $0.workingSetBytes = 4 << 20 } == nil)
    }
}
