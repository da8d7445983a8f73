import Testing

@testable import LinuxSystem

@Suite struct WaitingTests {
    @Test func `A wish to stop ends a wait in another thread and stays made`() throws {
        let cancellation = try Cancellation()
        #expect(cancellation.sleep(nanoseconds: 1_000))
        let waiter = try BlockingThread { cancellation.sleep(nanoseconds: 60_000_000_000) }
        cancellation.cancel()
        cancellation.cancel()
        #expect(try waiter.join() == false)
        #expect(cancellation.isCancelled)
        #expect(try waitReadable(-1, until: .max, unless: cancellation) == .cancelled)
    }

    @Test func `A queue hands over in order, refuses when full, and ends`() throws {
        let queue = BlockingQueue<Int>(limit: 2)
        #expect(queue.put(1))
        #expect(queue.put(2))
        #expect(!queue.put(3))
        let taker = try BlockingThread {
            var all: [Int] = []
            while let next = queue.take() { all.append(next) }
            return all
        }
        queue.close()
        #expect(try taker.join() == [1, 2])
    }
}
