import Testing

@testable import LinuxSystem

@Suite struct MemoryMappingTests {
    private func firstWord(of memory: MemoryMapping) -> UInt64 { unsafe memory.base.load(as: UInt64.self) }

    private func lastWord(of memory: MemoryMapping) -> UInt64 {
        unsafe memory.address(of: memory.pageCount - 1).load(fromByteOffset: 4_088, as: UInt64.self)
    }

    @Test(arguments: [1, 4_096, 4_097, 2 << 20, (64 << 20) + 5])
    func `Memory is whole pages, zero, and begins where a huge page may`(byteCount: Int) throws {
        let memory = try MemoryMapping(byteCount: byteCount)
        #expect(memory.byteCount == (byteCount + 4_095) / 4_096 * 4_096)
        let address = unsafe UInt(bitPattern: memory.base)
        #expect(address % UInt(MemoryMapping.hugePageBytes) == 0)
        unsafe memory.address(of: memory.pageCount - 1).storeBytes(of: 7, toByteOffset: 4_088, as: UInt64.self)
        try memory.populate()
        #expect(lastWord(of: memory) == 7)
        #expect(memory.pageCount == 1 || firstWord(of: memory) == 0)
        try memory.discard(memory.allPages)
        #expect(lastWord(of: memory) == 0)
    }

    @Test(arguments: [0, -1, .min, .max, 1 << 60]) func `Impossible sizes are errors`(byteCount: Int) {
        #expect(throws: SystemError.self) { try MemoryMapping(byteCount: byteCount) }
    }

    @Test func `Populating tells how far it is and can be stopped`() throws {
        let memory = try MemoryMapping(byteCount: 160 << 20)
        let cancellation = try Cancellation()
        var steps: [Int] = []
        #expect(throws: PopulatingError.cancelled) {
            try memory.populate(cancellation: cancellation) { done in
                steps.append(done)
                if steps.count == 2 { cancellation.cancel() }
            }
        }
        #expect(steps == [64 << 20, 128 << 20])
    }

    @Test func `More than there is ends with an error before the kernel ends somebody`() throws {
        let memory = try MemoryMapping(byteCount: 256 << 20)
        var left = 200 << 20
        let error = #expect(throws: PopulatingError.self) {
            try memory.populate(
                given: { AvailableMemory(bytes: left, limit: "a test") }, progress: { _ in left -= 64 << 20 })
        }
        #expect(
            error?.description
                == "memory ran out after 128 of 256 MiB: 72 MiB are available by a test")
    }
}
