/// The connections of an analysis in memory that does not move, found by their ends.
@safe struct FlowStore: ~Copyable {
    private static let chunkBits = 10
    private static let chunkSize = 1 << chunkBits

    private var chunks: UnsafeMutablePointer<UnsafeMutablePointer<FlowState>>
    private var chunkCapacity = 16
    private var chunkCount = 0
    /// How many connections there are.
    private(set) var count = 0

    /// Positions of connections plus one, found by hash; 0 is free.
    private var table: UnsafeMutablePointer<UInt32>
    private var tableSize = 1 << 12
    private var tableCount = 0
    private let seed = UInt64.random(in: 0 ... .max)
    /// The position found last; frames of one connection come in rows.
    private var last = 0

    init() {
        unsafe chunks = .allocate(capacity: chunkCapacity)
        unsafe table = .allocate(capacity: tableSize)
        unsafe table.initialize(repeating: 0, count: tableSize)
    }

    deinit {
        for position in 0..<count { unsafe pointer(position).pointee.release() }
        for chunk in 0..<chunkCount { unsafe chunks[chunk].deallocate() }
        unsafe chunks.deallocate()
        unsafe table.deallocate()
    }

    @inline(__always) private func pointer(_ position: Int) -> UnsafeMutablePointer<FlowState> {
        precondition(position >= 0 && position < count)
        return unsafe chunks[position >> Self.chunkBits] + (position & (Self.chunkSize - 1))
    }

    /// The connection at `position`, to be read and changed in place.
    subscript(position: Int) -> FlowState {
        @inline(__always) unsafeAddress { unsafe UnsafePointer(pointer(position)) }
        @inline(__always) unsafeMutableAddress { unsafe pointer(position) }
    }

    /// The position of the latest connection with `key`.
    @inline(__always) mutating func find(_ key: FlowKey) -> Int? {
        if last < count, self[last].key == key, !self[last].isReplaced { return last }
        guard let position = position(of: key) else { return nil }
        last = position
        return position
    }

    /// The same for those who do not look again at once.
    func position(of key: FlowKey) -> Int? {
        var slot = Int(truncatingIfNeeded: key.hash(seed: seed)) & (tableSize - 1)
        while true {
            let entry = Int(unsafe table[slot])
            if entry == 0 { return nil }
            if self[entry - 1].key == key { return entry - 1 }
            slot = (slot + 1) & (tableSize - 1)
        }
    }

    /// Adds a connection, which takes the place of an earlier one with its key.
    ///
    /// - Returns: Its position.
    mutating func insert(_ flow: FlowState) -> Int {
        if count == chunkCount << Self.chunkBits { addChunk() }
        count += 1
        unsafe pointer(count - 1).initialize(to: flow)
        if (tableCount + 1) * 2 > tableSize { rebuild(size: tableSize * 2) } else { place(count - 1) }
        last = count - 1
        return last
    }

    /// Drops the connections for which `isDropped` holds, whose memory it must have taken over or released.
    mutating func removeAll(where isDropped: (inout FlowState) -> Bool) {
        var kept = 0
        for position in 0..<count {
            if isDropped(&self[position]) { continue }
            if kept != position { self[kept] = self[position] }
            kept += 1
        }
        count = kept
        last = 0
        rebuild(size: tableSize)
    }

    private mutating func place(_ position: Int) {
        let key = self[position].key
        var slot = Int(truncatingIfNeeded: key.hash(seed: seed)) & (tableSize - 1)
        while true {
            let entry = Int(unsafe table[slot])
            if entry == 0 { tableCount += 1 }
            if entry == 0 || self[entry - 1].key == key {
                unsafe table[slot] = UInt32(truncatingIfNeeded: position + 1)
                return
            }
            slot = (slot + 1) & (tableSize - 1)
        }
    }

    private mutating func rebuild(size: Int) {
        unsafe table.deallocate()
        tableSize = size
        tableCount = 0
        unsafe table = .allocate(capacity: size)
        unsafe table.initialize(repeating: 0, count: size)
        for position in 0..<count { place(position) }
    }

    private mutating func addChunk() {
        if chunkCount == chunkCapacity {
            let larger = UnsafeMutablePointer<UnsafeMutablePointer<FlowState>>.allocate(capacity: chunkCapacity * 2)
            unsafe larger.moveInitialize(from: chunks, count: chunkCount)
            unsafe chunks.deallocate()
            unsafe chunks = unsafe larger
            chunkCapacity *= 2
        }
        unsafe chunks[chunkCount] = .allocate(capacity: Self.chunkSize)
        chunkCount += 1
    }
}
