import Evidence
import LinuxSystem
import Synchronization
import Testing

@testable import Trial

@Suite(.serialized) struct DemandPagingTests {
    private static let soon: Int64 = 60_000_000_000

    @Test(arguments: [false, true])
    func `Pages that are touched before they come are fetched, the rest is pushed, each once`(hugePages: Bool) throws {
        let pages = 8 * 512
        let guest = try SplitGuest(pages: pages, missing: (0..<pages).filter { $0 % 7 != 0 }, hugePages: hugePages)
        let conversation = LocalConversation(guest)
        let server = PageServer(guest.missing, over: conversation)
        let answering = try conversation.answer(with: server)
        // Some are announced ahead of the switchover.
        try guest.pager.discard(PageSet(pageCount: pages, Set(guest.missing).filter { $0 < 3_000 }))
        try guest.pager.start(missing: guest.missing, over: conversation)
        let touching = try (0..<2).map { _ in
            try BlockingThread { (0..<2_000).filter { _ in !guest.isRight(Int.random(in: 0..<pages)) }.count }
        }
        MonotonicClock.sleep(nanoseconds: 2_000_000)
        try server.push()
        #expect(try guest.pager.wait(until: MonotonicClock.now + Self.soon))
        #expect(try touching.map { try $0.join() } == [0, 0])
        conversation.cut()
        try answering.join()
        guest.pager.end()
        let report = guest.pager.report
        #expect(report.pages == guest.missing.count && report.duplicates == 0)
        #expect(server.report.pages == guest.missing.count && server.rest == 0)
        #expect(report.demanded > 0 && report.demanded >= server.report.demanded)
        #expect(report.waits?.count == report.demanded)
        let sent = conversation.sent.withLock { $0.count }
        #expect(sent == guest.missing.count)
        #expect((0..<pages).allSatisfy { guest.isRight($0) })
    }

    @Test func `Pages that come again are counted and thrown away, wrong ones are refused`() throws {
        let guest = try SplitGuest(pages: 1_024, missing: 100..<300)
        try guest.pager.start(missing: guest.missing, over: LocalConversation(guest))
        defer { guest.pager.end() }
        try guest.deliver([90..<120, 110..<130])
        #expect(guest.pager.report.pages == 30 && guest.pager.report.duplicates == 20)
        #expect(throws: DemandPagingError.wrongPages) {
            try guest.put([-1..<3], [UInt8](repeating: 1, count: 4 * 4_096))
        }
        let page = [UInt8](repeating: 1, count: 4_096)
        for run in [1_023..<1_025, 1_024..<1_025, 5_000..<5_001, 200..<202, 200..<200] {
            #expect(throws: DemandPagingError.wrongPages) { try guest.put([run], page) }
        }
        try guest.deliver([130..<300])
        #expect(try guest.pager.wait(until: MonotonicClock.now + Self.soon))
        #expect((0..<1_024).allSatisfy { guest.isRight($0) })
    }

    @Test func `A wait in a broken conversation ends in the next one`() throws {
        let guest = try SplitGuest(pages: 512, missing: 0..<512)
        let network = LocalConversation(guest)
        let server = PageServer(guest.missing, over: network)
        try guest.pager.start(missing: guest.missing, over: network)
        defer { guest.pager.end() }
        try network.send(0..<10, isDemanded: false)
        network.cut()
        let touching = try BlockingThread { guest.isRight(400) }
        #expect(throws: LocalConversation.Cut.self) { try guest.pager.wait(until: MonotonicClock.now + Self.soon) }
        #expect(throws: LocalConversation.Cut.self) { try server.push() }

        let file = LocalConversation(guest)
        let answering = try file.answer(with: server)
        server.goOn(over: file, lacking: guest.pager.missingPages)
        try guest.pager.goOn(over: file)
        #expect(try touching.join())
        try server.push()
        #expect(try guest.pager.wait(until: MonotonicClock.now + Self.soon))
        file.cut()
        try answering.join()
        #expect((0..<512).allSatisfy { guest.isRight($0) })
        #expect(guest.pager.report.pages == 512 && guest.pager.report.duplicates == 0)
    }

    @Test func `Pages that were never written at the source are zero and cost no question`() throws {
        let guest = try SplitGuest(pages: 1_024, missing: 0..<100)
        try guest.destination.discard(600..<700)
        let network = LocalConversation(guest)
        try guest.pager.start(missing: guest.missing, over: network)
        defer { guest.pager.end() }
        #expect(guest.firstWord(of: 650) == 0)
        unsafe guest.destination.address(of: 651).storeBytes(of: 5, as: UInt64.self)
        #expect(guest.firstWord(of: 651) == 5)
        #expect(guest.pager.report.demanded == 0)
        try guest.deliver([0..<100])
        #expect(try guest.pager.wait(until: MonotonicClock.now + Self.soon))
    }

    @Test func `A page that was given back must be among those that come`() throws {
        let guest = try SplitGuest(pages: 64, missing: 0..<10)
        try guest.pager.discard(PageSet(pageCount: 64, [3, 20, 21]))
        #expect(throws: DemandPagingError.lost(20..<22)) {
            try guest.pager.start(missing: guest.missing, over: LocalConversation(guest))
        }
    }

    @Test func `Old contents where a page belongs end it`() throws {
        let guest = try SplitGuest(pages: 64, missing: 0..<10)
        try guest.pager.start(missing: guest.missing, over: LocalConversation(guest))
        defer { guest.pager.end() }
        // Somebody else handles a page behind the pager's back.
        let userfault = guest.pager.state.withLock { $0.running?.userfault }
        try userfault?.putZeros(5..<6)
        #expect(throws: DemandPagingError.stale(0..<10)) { try guest.deliver([0..<10]) }
        #expect(throws: DemandPagingError.stale(0..<10)) { try guest.pager.wait(until: .max) }
    }

    @Test func `What fails once all is there does no harm`() throws {
        let guest = try SplitGuest(pages: 64, missing: 0..<10)
        try guest.pager.start(missing: guest.missing, over: LocalConversation(guest))
        defer { guest.pager.end() }
        try guest.deliver([0..<10])
        guest.pager.state.withLock { $0.failure = LocalConversation.Cut() }
        #expect(try guest.pager.wait(until: MonotonicClock.now + Self.soon))
    }

    @Test func `Nothing missing is over at once, and time and wishes to stop end a wait`() throws {
        let guest = try SplitGuest(pages: 64, missing: [])
        try guest.pager.start(missing: guest.missing, over: LocalConversation(guest))
        #expect(try guest.pager.wait(until: 0))
        guest.pager.end()

        let waiting = try SplitGuest(pages: 64, missing: [1])
        try waiting.pager.start(missing: waiting.missing, over: LocalConversation(waiting))
        #expect(try waiting.pager.wait(until: MonotonicClock.now + 1_000_000) == false)
        let cancellation = try Cancellation()
        cancellation.cancel()
        #expect(try waiting.pager.wait(until: .max, unless: cancellation) == false)
        waiting.pager.end()
    }
}
