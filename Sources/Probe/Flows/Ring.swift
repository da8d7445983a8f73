/// A queue of plain values whose memory is taken at the first value and must be given back with ``release()``.
@safe struct Ring<Element: BitwiseCopyable>: BitwiseCopyable {
    private var storage: UnsafeMutablePointer<Element>?
    private var head: UInt32 = 0
    private(set) var count: UInt32 = 0
    private var capacity: UInt32 = 0

    init() { unsafe storage = nil }

    @inline(__always) var isEmpty: Bool { count == 0 }

    /// The value at `position`, counted from the oldest.
    @inline(__always) subscript(position: UInt32) -> Element {
        get {
            precondition(position < count)
            guard let storage = unsafe storage else { preconditionFailure("a ring with values has memory") }
            return unsafe storage[Int((head &+ position) & (capacity &- 1))]
        }
        set {
            precondition(position < count)
            guard let storage = unsafe storage else { preconditionFailure("a ring with values has memory") }
            unsafe storage[Int((head &+ position) & (capacity &- 1))] = newValue
        }
    }

    /// Adds a value after the newest.
    @inline(__always) mutating func append(_ element: Element) {
        if count == capacity { grow() }
        count &+= 1
        self[count &- 1] = element
    }

    /// Drops the oldest values.
    @inline(__always) mutating func removeFirst(_ number: UInt32) {
        precondition(number <= count)
        head = (head &+ number) & (capacity &- 1)
        count &-= number
    }

    /// Drops the newest values until `number` are left.
    mutating func truncate(to number: UInt32) { count = min(count, number) }

    /// Gives the memory back; the ring is empty then.
    mutating func release() {
        unsafe storage?.deallocate()
        self = Ring()
    }

    @inline(never) private mutating func grow() {
        let larger = max(4, capacity &* 2)
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: Int(larger))
        for position in 0..<count { unsafe memory[Int(position)] = self[position] }
        unsafe storage?.deallocate()
        unsafe storage = memory
        head = 0
        capacity = larger
    }
}
