import LinuxSystem
import Testing

@testable import Trial

@Suite struct SlowDownTests {
    @Test func `a guest that is slowed down does as much less as it stood still`() throws {
        let guest = try filledGuest(pagesPerSecond: 100_000)
        try guest.start()
        defer { guest.stop() }
        #expect(guest.vCPUs.count == 2 && guest.stopTimes.count == 2)
        for share in [0.3, 0.8] {
            let (before, stopsBefore) = (guest.vCPUs, guest.stopTimes)
            try guest.slowDown(share: share, longestPause: 0.004)
            MonotonicClock.sleep(nanoseconds: 400_000_000)
            for (before, after) in zip(before, guest.vCPUs) {
                // How near it comes to the share is for the benchmarks; here whoever else runs has a say in it.
                let own = after.totalNanoseconds - before.totalNanoseconds
                let slowed = after.slowedNanoseconds - before.slowedNanoseconds
                #expect(slowed > 0 && slowed < own)
                let steps = Double(after.steps - before.steps)
                #expect(steps <= 50_000 * Double(own - slowed + 2 * Pace.longestDebt) / 1e9)
            }
            for (before, after) in zip(stopsBefore, guest.stopTimes) { #expect(!after.since(before).recorded.isEmpty) }
        }
        try guest.slowDown(share: 0, longestPause: 0.004)
        MonotonicClock.sleep(nanoseconds: 10_000_000)
        let (before, stopsBefore) = (guest.vCPUs.map(\.slowedNanoseconds), guest.stopTimes)
        MonotonicClock.sleep(nanoseconds: 20_000_000)
        #expect(guest.vCPUs.map(\.slowedNanoseconds) == before)
        #expect(guest.stopTimes == stopsBefore)
        for (slowed, stops) in zip(before, stopsBefore) {
            // Each is told within 2 % and 1024 ns, and never too short.
            let sum = stops.recorded.reduce(0) { $0 + $1.nanoseconds * Int64($1.count) }
            let count = stops.recorded.reduce(0) { $0 + Int64($1.count) }
            #expect((slowed...slowed * 102 / 100 + 1024 * count).contains(sum))
        }
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
