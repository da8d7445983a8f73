import LinuxSystem
import Synchronization
import Testing

@testable import Trial

/// Collections while threads write, held against a record of every write.
///
/// An epoch counts up when a collection begins (to an odd number) and when it is over (to an even one). Each writer notes the epoch
/// before and after each of its writes, so the collections that a write may and must be in are known.
@Suite(.serialized) struct LiveTrackingTests {
    struct Write {
        let page: Int
        let before: Int
        let after: Int
    }

    final class Epoch: Sendable {
        let value = Atomic<Int>(0)

        var now: Int { value.load(ordering: .sequentiallyConsistent) }
        func advance() { value.add(1, ordering: .sequentiallyConsistent) }
    }

    @Test(arguments: TrackedMemory.Kind.allCases, [false, true])
    func `No write is missed and no page is told that was not written, whatever happens meanwhile`(
        kind: TrackedMemory.Kind, hugePages: Bool
    ) throws {
        let pages = 16 * 512
        let tracked = try TrackedMemory(kind, pages: pages, hugePages: hugePages)
        if hugePages { #expect(try tracked.isHuge()) }
        let (epoch, stop) = (Epoch(), try Cancellation())
        try tracked.tracker.start()
        // One that writes anywhere, and two that keep to the same few pages, which they write again and again.
        let parts = [0..<pages, 512..<520, 512..<520]
        let writers = try parts.map { part in
            try BlockingThread { () -> [Write] in
                var generator = SystemRandomNumberGenerator()
                var writes: [Write] = []
                while !stop.isCancelled {
                    let page = Int.random(in: part, using: &generator)
                    let before = epoch.now
                    tracked.write(page, UInt64(writes.count))
                    writes.append(Write(page: page, before: before, after: epoch.now))
                    // The epochs of a writer that slept in between say little, so it writes in bursts.
                    if writes.count % 50 == 0 { MonotonicClock.sleep(nanoseconds: Int.random(in: 1_000...200_000)) }
                }
                return writes
            }
        }
        // Collection k runs in epoch 2k + 1; the last one after the last write.
        var collections: [Set<Int>] = []
        for _ in 0..<400 {
            MonotonicClock.sleep(nanoseconds: Int.random(in: 0...400_000))
            _ = try tracked.tracker.count()
            epoch.advance()
            collections.append(try tracked.collect())
            epoch.advance()
        }
        stop.cancel()
        let writes = try writers.flatMap { try $0.join() }
        collections.append(try tracked.collect())
        tracked.tracker.end()
        expect(collections, toTell: writes, pages: pages)
    }

    /// A write between epochs `before` and `after` may be in any collection that was not over at `before` up to the first that began
    /// after `after`, and must be in one of them.
    private func expect(_ collections: [Set<Int>], toTell writes: [Write], pages: Int) {
        var allowed = collections.map { _ in Set<Int>() }
        var missed = 0
        for write in writes {
            let first = write.before / 2
            let last = min((write.after + 1) / 2, collections.count - 1)
            if !(first...last).contains(where: { collections[$0].contains(write.page) }) { missed += 1 }
            for index in first...last { allowed[index].insert(write.page) }
        }
        let extra = zip(collections, allowed).reduce(0) { $0 + $1.0.subtracting($1.1).count }
        #expect(missed == 0, "writes that no collection holds, of \(writes.count)")
        #expect(extra == 0, "pages that nobody wrote to, of \(collections.reduce(0) { $0 + $1.count })")
        #expect(writes.count > 1_000 && collections.contains { $0.count > 10 && $0.count < pages })
    }
}
