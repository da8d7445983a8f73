import Agent
import LinuxSystem
import Testing

@testable import Trial

@Suite(.serialized) struct DirtyTrackerTests {
    @Test(arguments: TrackedMemory.Kind.allCases, [false, true])
    func `A collection holds the pages that were written since the last one, and no other`(
        kind: TrackedMemory.Kind, hugePages: Bool
    ) throws {
        let tracked = try TrackedMemory(kind, pages: 4_096, hugePages: hugePages)
        defer { tracked.tracker.end() }
        if hugePages { #expect(try tracked.isHuge()) }
        for page in 0..<100 { tracked.write(page, 1) }
        try tracked.tracker.start()
        #expect(try tracked.collect() == [])
        for round in 1...5 {
            let written = Set((0..<200).map { _ in Int.random(in: 0..<4_096) }).union([0, 4_095])
            for page in written { tracked.write(page, UInt64(round)) }
            #expect(try tracked.tracker.count() == written.count)
            #expect(try tracked.collect() == written)
            #expect(try tracked.tracker.count() == 0)
        }
    }

    @Test(arguments: TrackedMemory.Kind.allCases) func `Memory that was never touched is tracked too`(
        kind: TrackedMemory.Kind
    ) throws {
        let tracked = try TrackedMemory(kind, pages: 3 * 512 + 7, hugePages: true, populated: false)
        defer { tracked.tracker.end() }
        tracked.write(600, 1)
        try tracked.tracker.start()
        #expect(try tracked.collect() == [])
        let written: Set = [0, 511, 601, 1_100, 3 * 512 + 6]
        for page in written { tracked.write(page, 2) }
        #expect(try tracked.collect() == written)
        #expect(try tracked.collect() == [])
    }

    @Test(arguments: TrackedMemory.Kind.allCases) func `More runs than the kernel tells at once are all there`(
        kind: TrackedMemory.Kind
    ) throws {
        let pages = kind == .async ? 20_000 : 2_000
        let tracked = try TrackedMemory(kind, pages: pages, hugePages: false)
        defer { tracked.tracker.end() }
        try tracked.tracker.start()
        // Every third page, but for long gaps and two long runs.
        let written = Set(stride(from: 1, to: pages, by: 3).filter { $0 % 1_000 < 900 })
            .union(pages / 4..<pages / 4 + 300).union(pages - 100..<pages)
        for page in written { tracked.write(page, 1) }
        #expect(try tracked.collect() == written)
        #expect(try tracked.collect() == [])
    }

    @Test(arguments: TrackedMemory.Kind.allCases) func `A collection adds to what the set holds`(
        kind: TrackedMemory.Kind
    ) throws {
        let tracked = try TrackedMemory(kind, pages: 100, hugePages: false)
        defer { tracked.tracker.end() }
        try tracked.tracker.start()
        tracked.write(3, 1)
        var pages = PageSet(pageCount: 100, [2, 50])
        try tracked.tracker.collect(into: &pages)
        #expect(Set(pages) == [2, 3, 50])
    }

    @Test(arguments: TrackedMemory.Kind.allCases)
    func `Tracking starts again after its end, and what lies between is not told`(
        kind: TrackedMemory.Kind
    ) throws {
        let tracked = try TrackedMemory(kind, pages: 1_024, hugePages: true)
        for round in 1...3 {
            tracked.write(round, 1)
            try tracked.tracker.start()
            tracked.write(100 * round, 2)
            #expect(try tracked.collect() == [100 * round])
            tracked.write(7, 3)
            tracked.tracker.end()
        }
    }

    @Test(arguments: TrackedMemory.Kind.allCases) func `Two guests beside each other keep their pages apart`(
        kind: TrackedMemory.Kind
    ) throws {
        let guests = try (0..<3).map { _ in try TrackedMemory(kind, pages: 512, hugePages: true) }
        defer { for guest in guests { guest.tracker.end() } }
        for guest in guests { try guest.tracker.start() }
        for (index, guest) in guests.enumerated() { for page in [0, index, 511] { guest.write(page, 1) } }
        for (index, guest) in guests.enumerated() { #expect(try guest.collect() == [0, index, 511]) }
    }

    @Test(arguments: TrackedMemory.Kind.allCases) func `Copying pages out of tracked memory does not count as writing`(
        kind: TrackedMemory.Kind
    ) throws {
        let tracked = try TrackedMemory(kind, pages: 64, hugePages: false)
        defer { tracked.tracker.end() }
        try tracked.tracker.start()
        let copy = unsafe [UInt8](tracked.memory.bytes(of: tracked.memory.allPages))
        #expect(copy.count == tracked.memory.byteCount)
        #expect(try tracked.collect() == [])
    }

    @Test func `The best tracker is chosen, or the one that is asked for`() throws {
        try require(.userfaultWriteProtect)
        let memory = try MemoryMapping(byteCount: 1 << 20)
        let lacksAsync = Capability.userfaultWriteProtectAsync.obstacle ?? Capability.pagemapScan.obstacle
        let automatic = try DirtyTrackers.choose(.automatic, of: memory)
        if lacksAsync == nil {
            #expect(automatic.tracker is AsyncTracker)
            #expect(try DirtyTrackers.choose(.async, of: memory).tracker is AsyncTracker)
        } else {
            #expect(automatic.tracker is SyncTracker)
            #expect(throws: AgentError.self) { try DirtyTrackers.choose(.async, of: memory) }
        }
        #expect(automatic.reason == lacksAsync)
        let asked = try DirtyTrackers.choose(.sync, of: memory)
        #expect(asked.tracker is SyncTracker && asked.reason == nil)
    }
}
