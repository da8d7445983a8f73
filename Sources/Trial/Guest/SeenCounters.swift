/// Counters that came, of which each is to come once.
struct SeenCounters: Sendable {
    /// Counters that are remembered, back from the highest, to tell a late one from a repeated one.
    private static let remembered: UInt64 = 1 << 16

    private var highest: UInt64?
    private var lowest: UInt64 = 0
    private var seen: [UInt64] = []

    /// Counters between the first and the highest that never came.
    private(set) var missing = 0

    /// Notes a counter; false where it had come before.
    mutating func note(_ counter: UInt64) -> Bool {
        guard let highest else {
            (self.highest, lowest) = (counter, counter)
            seen = [UInt64](repeating: 0, count: Int(Self.remembered / 64))
            mark(counter)
            return true
        }
        if counter > highest {
            let gap = counter - highest - 1
            missing += Int(clamping: gap)
            for skipped in 0..<min(gap, Self.remembered) { unmark(counter - 1 - skipped) }
            self.highest = counter
            mark(counter)
            return true
        }
        guard highest - counter < Self.remembered, counter > lowest, !isMarked(counter) else { return false }
        missing -= 1
        mark(counter)
        return true
    }

    private func isMarked(_ counter: UInt64) -> Bool {
        let bit = counter % Self.remembered
        return seen[Int(bit / 64)] & (1 << (bit % 64)) != 0
    }

    private mutating func mark(_ counter: UInt64) {
        let bit = counter % Self.remembered
        seen[Int(bit / 64)] |= 1 << (bit % 64)
    }

    private mutating func unmark(_ counter: UInt64) {
        let bit = counter % Self.remembered
        seen[Int(bit / 64)] &= ~(1 << (bit % 64))
    }
}
