import LinuxSystem
import Testing

@testable import Trial

@Suite struct PauseInFaultTests {
    @Test func `a vCPU that waits for a page stands still, and waits for it again when it goes on`() throws {
        try require(.userfaultMissing)
        let source = try filledGuest(pagesPerSecond: 1e5)
        let guest = try Guest(source.settings, memory: MemoryMapping(byteCount: source.memory.byteCount))
        let userfault = try Userfault(of: guest.memory, for: .missing)
        let stranger = try HeartbeatClient(on: [#require(InternetAddress("127.0.0.1"))])
        try guest.start(heartbeat: stranger.settings(generation: 0))
        // All of them miss their state pages.
        var missing: Set<Int> = []
        while missing.count < 3 { missing.formUnion(try userfault.waiting()) }
        #expect(missing == [0, 1, 2])
        for _ in 0..<20 {
            try guest.pause()
            guest.resume()
        }
        try guest.pause()
        let pages = unsafe UnsafeRawBufferPointer(start: source.memory.base, count: source.memory.byteCount)
        try unsafe userfault.put(0..<source.layout.pageCount, from: pages)
        #expect(guest.state == source.state)
        guest.resume()
        guest.waitForSteps(100)
        while stranger.report.received == 0 { MonotonicClock.sleep(nanoseconds: 500_000) }
        guest.stop()
        stranger.stop()
        try userfault.end()
        #expect(try guest.verify().damages == [])
    }
}
