import Facts

/// The items of one list, to find those that it has twice.
///
/// Nearly all of the millions of lists in a large estate are short: they are compared item by item, in memory used again.
struct ListItems {
    /// From how many items on hashing pays.
    private static let few = 16

    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var many: Set<[UInt8]> = []

    /// How many different items there are.
    var count: Int { ends.count }

    /// Forgets the items.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        if !many.isEmpty { many = [] }
    }

    /// Adds the item in `columns` of `row`; false when it is there already.
    mutating func insert(_ row: Row, columns: [Int]) -> Bool {
        let start = bytes.count
        row.appendValues(of: columns, to: &bytes)
        guard isNew(start) else {
            bytes.removeSubrange(start...)
            return false
        }
        ends.append(bytes.count)
        return true
    }

    private mutating func isNew(_ start: Int) -> Bool {
        guard ends.count < Self.few else {
            if many.isEmpty {
                for (lower, upper) in zip([0] + ends, ends) { many.insert(Array(bytes[lower..<upper])) }
            }
            return many.insert(Array(bytes[start...])).inserted
        }
        var lower = 0
        for upper in ends {
            if upper - lower == bytes.count - start, bytes[lower..<upper] == bytes[start...] { return false }
            lower = upper
        }
        return true
    }
}
