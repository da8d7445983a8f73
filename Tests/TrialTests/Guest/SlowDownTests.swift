import LinuxSystem
import Testing

@testable import Trial

@Suite struct SlowDownTests {
    @Test func `a guest that is slowed down does as much less as it stood still`() throws {
        let guest = try filledGuest(pagesPerSecond: 100_000)
        try guest.start()
        defer { guest.stop() }
        for share in [0.3, 0.8] {
            let before = guest.vCPUs
            try guest.slowDown(share: share, longestPause: 0.004)
            MonotonicClock.sleep(nanoseconds: 400_000_000)
            for (before, after) in zip(before, guest.vCPUs) {
                // How near it comes to the share is for the benchmarks; here whoever else runs has a say in it.
                let own = after.totalNanoseconds - before.totalNanoseconds
                let slowed = after.slowedNanoseconds - before.slowedNanoseconds
                #expect(slowed > 0 && slowed < own)
                let steps = Double(after.steps - before.steps)
                #expect(steps <= 50_000 * Double(own - slowed + 2 * Pace.longestDebt) / 1e9)
                #expect(after.stops > before.stops)
            }
        }
        try guest.slowDown(share: 0, longestPause: 0.004)
        MonotonicClock.sleep(nanoseconds: 10_000_000)
        let before = guest.vCPUs.map(\.slowedNanoseconds)
        MonotonicClock.sleep(nanoseconds: 20_000_000)
        #expect(guest.vCPUs.map(\.slowedNanoseconds) == before)
    }

    @Test func `a guest that is slowed down can be paused, copied and ended`() throws {
        let guest = try filledGuest(pagesPerSecond: 1e6)
        try guest.start()
        try guest.slowDown(share: 0.9, longestPause: 0.001)
        for _ in 0..<200 {
            MonotonicClock.sleep(nanoseconds: Int.random(in: 0...300_000))
            try guest.pause(timeout: 10)
            let state = guest.state
            MonotonicClock.sleep(nanoseconds: Int.random(in: 0...300_000))
            #expect(guest.state == state)
            guest.resume()
        }
        try guest.slowDown(share: 0.5, longestPause: 0.001)
        guest.stop()
        #expect(try guest.verify().isSound)
        #expect(throws: GuestError.notStarted) { try guest.slowDown(share: 0.5, longestPause: 0.001) }
    }
}
