import LinuxSystem
import Testing

@testable import Trial

@Suite struct GuestDamageTests {
    /// A guest that wrote, and stands still between two steps of each vCPU.
    private func guest() throws -> Guest {
        let guest = try filledGuest(pagesPerSecond: 1e6)
        try guest.start()
        guest.waitForSteps(20_000)
        guest.stop()
        #expect(try guest.verify().isSound)
        return guest
    }

    private func expectDamage(
        _ guest: Guest, _ pages: [Int], _ kind: GuestVerification.Damage.Kind, _ what: String? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let found = try guest.verify()
        #expect(found.damages.map(\.page) == pages, sourceLocation: location)
        #expect(found.damagedPages == pages.count && !found.isSound, sourceLocation: location)
        #expect(found.damages.allSatisfy { $0.kind == kind }, "\(found.damages)", sourceLocation: location)
        if let what { #expect(found.damages.first?.what == what, sourceLocation: location) }
    }

    @Test func `a flipped bit is found wherever it is`() throws {
        let guest = try guest()
        for _ in 0..<300 {
            let page = Int.random(in: 3..<600)
            let word = guest.word(page, Int.random(in: 0..<512))
            let right = word.value
            word.value ^= 1 << UInt64.random(in: 0..<64)
            let found = try guest.verify()
            #expect(found.damages.map(\.page) == [page])
            word.value = right
        }
        #expect(try guest.verify().isSound)
    }

    @Test func `a flipped bit in a state page is found`() throws {
        let guest = try guest()
        for (page, first) in [(0, HeartState.words), (1, 0), (2, 0)] {
            for index in Array(first..<8) + [511] where !(page > 0 && index == 2) {
                let word = guest.word(page, index)
                let right = word.value
                word.value ^= 1 << 40
                #expect(!(try guest.verify().isSound), "page \(page) word \(index)")
                word.value = right
            }
        }
    }

    @Test func `a stale page is found`() throws {
        let guest = try guest()
        let page = 300
        let count = guest.word(page, 0).value
        let contents = PageContents(seed: guest.settings.seed)
        unsafe contents.fill(guest.memory.words(of: page), page: page, count: count - 3)
        try expectDamage(
            guest, [page], .stale, "page 300 was written to \(count) times, and is as it was after \(count - 3)")
        unsafe contents.fill(guest.memory.words(of: page), page: page, count: count + 1)
        try expectDamage(guest, [page], .ahead)
    }

    @Test func `a torn page is found`() throws {
        let guest = try guest()
        let contents = PageContents(seed: guest.settings.seed)
        let page = 17
        let words = unsafe guest.memory.words(of: page)
        let count = unsafe words[0]
        let old = Scratch()
        let new = Scratch()
        old.fill(contents, page: page, count: count - 3)
        new.fill(contents, page: page, count: count)
        for split in [1, contents.slot(of: count), contents.slot(of: count - 1)] {
            // The head of a newer one and the tail of an older one, and the other way round.
            for index in 0..<512 { unsafe words[index] = index < split ? new[index] : old[index] }
            try expectDamage(guest, [page], .corrupt)
            for index in 0..<512 { unsafe words[index] = index < split ? old[index] : new[index] }
            try expectDamage(guest, [page], .corrupt)
        }
    }

    @Test func `a lost write is found`() throws {
        let guest = try guest()
        let contents = PageContents(seed: guest.settings.seed)
        let page = 44
        let count = guest.word(page, 0).value
        // The count without the word, and the word without the count.
        let slot = guest.word(page, contents.slot(of: count))
        let right = slot.value
        slot.value = 1
        try expectDamage(guest, [page], .corrupt)
        slot.value = right
        guest.word(page, 0).value -= 1
        try expectDamage(guest, [page], .corrupt)
    }

    @Test func `pages that changed places are found`() throws {
        let guest = try guest()
        let (one, other) = unsafe (guest.memory.words(of: 20), guest.memory.words(of: 450))
        for index in 0..<512 { unsafe swap(&one[index], &other[index]) }
        try expectDamage(
            guest, [20, 450], .misplaced,
            "page 20 was written to \(unsafe other[0]) times, and holds page 450 as it was after 0 writes")
    }

    @Test func `a zero page that is not zero is found, and a page that is zero and should not be`() throws {
        let guest = try guest()
        guest.word(599, 511).value = 1
        try expectDamage(
            guest, [599], .corrupt, "page 599 is to be zero, and 1 of 512 words are wrong, the first at byte 4088")
        guest.word(599, 511).value = 0
        unsafe guest.memory.words(of: 410).update(repeating: 0, count: 512)
        try expectDamage(guest, [410], .zero)
    }

    @Test func `another guest's memory is found`() throws {
        let guest = try guest()
        let other = try filledGuest(seed: 8)
        unsafe other.memory.base.copyMemory(from: guest.memory.base, byteCount: guest.memory.byteCount)
        let found = try other.verify()
        #expect(found.damagedPages >= 550 && found.damages.count == Guest.listedDamages)
        #expect(found.damages.map(\.page) == Array(0..<16))
    }

    @Test func `memory that lies about its steps costs no time`() throws {
        let guest = try guest()
        guest.word(1, 0).value = .max
        let found = try guest.verify()
        #expect(found.damages.map(\.page).first == 1)
        #expect(found.damages.first?.what.contains("more than it can have in its time") == true)
    }

    @Test func `steps that a guest cannot have made in its time are not gone through`() throws {
        let guest = try guest()
        let steps = guest.state.steps.max() ?? 0
        #expect(try guest.verify(mostSteps: steps, cancellation: Cancellation()).isSound)
        #expect(try !guest.verify(mostSteps: steps - 1, cancellation: Cancellation()).isSound)
        var settings = GuestSettings(memoryBytes: 1 << 30, workingSetBytes: 1 << 28, dirtyBytesPerSecond: 409_600_000)
        settings.vCPUs = 4
        #expect(settings.mostSteps(in: 10) == 25_000 * 12 + 1)
        settings.dirtyBytesPerSecond = 0
        #expect(settings.mostSteps(in: 1e9) == 1)
    }
}
