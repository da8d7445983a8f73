import Foundation
import LinuxSystem
import Synchronization
import TestSupport
import Testing

@testable import Trial

@Suite struct BackupConversationTests {
    private let cancellation: Cancellation

    init() throws { cancellation = try Cancellation() }

    /// Memory whose pages differ.
    private func memory(pages: Int, filled: Bool) throws -> MemoryMapping {
        let memory = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        var generator = SeededGenerator(seed: 5)
        for page in 0..<pages where filled {
            let bytes = unsafe memory.bytes(of: page..<page + 1)
            for word in 0..<512 {
                unsafe bytes.storeBytes(of: generator.next(), toByteOffset: 8 * word, as: UInt64.self)
            }
        }
        return memory
    }

    @Test(arguments: [0, BackupFile.usualBytes])
    func `all pages come over the file, and those that are waited for among the first`(byteCount: Int) throws {
        try withTemporaryFolder { folder in
            let pages = 1_500
            let (here, there) = try (memory(pages: pages, filled: true), memory(pages: pages, filled: false))
            let identity = try MigrationIdentity()
            let one = try BackupFile.create(in: folder, identity: identity, byteCount: byteCount)
            let soon = MonotonicClock.now + 20_000_000_000
            let other = try BackupFile.open(in: folder, identity: identity, until: soon, cancellation: cancellation)
            let source = BackupConversation(one, memory: here, patience: 10, cancellation: cancellation)
            let destination = BackupConversation(other, memory: there, patience: 10, cancellation: cancellation)

            let demanded = [1_400, 1_000, 1_499, 700]
            let atSource = try BlockingThread {
                var all = PageSet(pageCount: pages)
                all.insert(0..<pages)
                let server = PageServer(all, over: source)
                let pushing = try BlockingThread { try server.push() }
                var demands: [Int] = []
                try source.listen { said in
                    guard case .demand(let page) = said else { return }
                    demands.append(page)
                    try server.demand(page)
                }
                try pushing.join()
                try source.close()
                #expect(demands == demanded)
                #expect(server.report.pages == pages)
            }
            for page in demanded { try destination.demand(page) }
            try destination.close()
            var order: [Int] = []
            try destination.listen { said in
                guard case .page(let page, let bytes) = said else { return }
                order.append(page)
                unsafe there.bytes(of: page..<page + 1).copyBytes(from: bytes)
            }
            try atSource.join()
            #expect(order.sorted() == Array(0..<pages))
            #expect(unsafe memcmp(here.base, there.base, here.byteCount) == 0)
            for page in demanded { #expect(try #require(order.firstIndex(of: page)) < 400) }
        }
    }

    @Test(arguments: 0..<20) func `whatever a message holds, it is understood or refused`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var understood = (demands: 0, pages: 0, messages: 0)
        for _ in 0..<500 {
            let length = [0, 1, 8, 9, 10, 4_104, 4_105, 4_106, BackupFile.longestMessage].randomElement(
                using: &generator)
            var message = (0..<(length ?? 0)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if !message.isEmpty, !generator.oneIn(4) { message[0] = UInt8.random(in: 0...4, using: &generator) }
            if message.count > 8, !generator.oneIn(4) {
                let zeros = (generator.oneIn(4) ? 3 : 2)..<9
                message.replaceSubrange(zeros, with: repeatElement(0, count: zeros.count))
            }
            switch BackupConversation.read(message, pageCount: 1_000) {
            case .demand(let page):
                #expect(page < 1_000 && message.count == 9)
                understood.demands += 1
            case .page(let page, let bytes):
                #expect(page < 1_000 && bytes.count == 4_096)
                understood.pages += 1
            case .message(let rest):
                #expect(rest.count == message.count - 1)
                understood.messages += 1
            case nil: break
            }
        }
        #expect(understood.demands > 0 && understood.pages > 0 && understood.messages > 0, "\(understood)")
    }
}
