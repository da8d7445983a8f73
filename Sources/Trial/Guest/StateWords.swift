import LinuxSystem
import Synchronization

/// A word of the guest's memory, written so that a thread that is stopped anywhere has written a beginning of its program and no more.
@safe struct GuestWord {
    // SAFETY: lies in the guest's memory, which whoever has the word holds.
    private nonisolated(unsafe) let pointer: UnsafeMutablePointer<Atomic<UInt64>>

    /// A word of a page.
    @inline(__always) init(_ memory: MemoryMapping, page: Int, word: Int) {
        unsafe self.init(memory.base + (page &* MemoryMapping.pageBytes &+ word &* 8))
    }

    /// The word at `address`.
    @inline(__always) init(_ address: UnsafeMutableRawPointer) {
        unsafe pointer = address.assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    /// Its value; each store comes after those before it in the program.
    @inline(__always) var value: UInt64 {
        get { unsafe pointer.pointee.load(ordering: .acquiring) }
        nonmutating set { unsafe pointer.pointee.store(newValue, ordering: .releasing) }
    }
}

/// The words at the start of a vCPU's state page.
struct VCPUState {
    /// How many words of the page are state; the others hold what any page holds.
    static let words = 3

    /// Steps that are done.
    let steps: GuestWord
    /// One more than the step whose page was about to be written when `oldCount` was noted; 0 before the first.
    let begun: GuestWord
    /// The count that this page had.
    let oldCount: GuestWord

    /// The state of a vCPU.
    init(_ memory: MemoryMapping, page: Int) {
        steps = GuestWord(memory, page: page, word: 0)
        begun = GuestWord(memory, page: page, word: 1)
        oldCount = GuestWord(memory, page: page, word: 2)
    }

    /// The count that the page of the step in progress had before it, where it may have been written in part.
    var interrupted: UInt64? { begun.value == steps.value &+ 1 ? oldCount.value : nil }

    /// Says that nothing was done.
    func clear() { for word in [steps, begun, oldCount] { word.value = 0 } }
}

/// The words at the start of the heart's state page.
struct HeartState {
    /// How many words of the page are state.
    static let words = 2

    /// The counter of the last heartbeat.
    let counter: GuestWord
    /// The counter of the last one that has been sent.
    let sent: GuestWord

    /// The state of the heart.
    init(_ memory: MemoryMapping) {
        counter = GuestWord(memory, page: 0, word: 0)
        sent = GuestWord(memory, page: 0, word: 1)
    }

    /// Says that it never beat.
    func clear() { for word in [counter, sent] { word.value = 0 } }
}
