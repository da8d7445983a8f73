import Testing

@testable import Trial

@Suite struct PageQueueTests {
    @Test func `What is waited for goes first, then what lies behind it, then the rest, each once`() {
        var queue = PageQueue(PageSet(pageCount: 100, [0, 1, 2, 40, 41, 42, 43, 44, 90]))
        #expect(queue.next(atMost: 2) == 0..<2)
        #expect([41, 41, 50, -1, 100, .max].map { queue.take($0) } == [true, false, false, false, false, false])
        #expect(queue.next(atMost: 2) == 42..<44)
        #expect(queue.next(atMost: 2) == 44..<45)
        #expect(queue.next(atMost: 2) == 90..<91)
        #expect(queue.next(atMost: 2) == 2..<3)
        #expect(!queue.isEmpty)
        #expect(queue.next(atMost: 2) == 40..<41)
        #expect(queue.next(atMost: 2) == nil && queue.isEmpty)
    }

    @Test func `Whatever is waited for in whatever order, each page is handed out once`() {
        for _ in 0..<100 {
            let pages = Set((0..<300).map { _ in Int.random(in: 0..<1_000) })
            var queue = PageQueue(PageSet(pageCount: 1_000, pages))
            var handedOut: [Int] = []
            while true {
                let page = Int.random(in: 0..<1_000)
                if Bool.random(), queue.take(page) { handedOut.append(page) }
                guard let run = queue.next(atMost: 4) else { break }
                handedOut += run
            }
            #expect(handedOut.count == pages.count && Set(handedOut) == pages)
        }
    }
}
