public import SourceText

/// A row that is being filled, reused from one row to the next so that loading allocates nothing per row.
public struct Row {
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(start: Int32, count: Int32)
    }

    /// `id`, `origin`, then the table's columns.
    var values: [Value]
    var text: [UInt8] = []
    var origins: [(column: UInt8, key: SourceSpan, value: SourceSpan)] = []

    /// An empty row of `table`.
    public init(of table: Table) {
        values = Array(repeating: .null, count: table.columns.count + 2)
    }

    /// Forgets the values.
    public mutating func clear() {
        for index in values.indices { values[index] = .null }
        text.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
    }

    /// Sets `column` (from 0, `id` and `origin` not counted).
    public mutating func set(_ column: Int, integer: Int64) { values[column + 2] = .integer(integer) }

    /// Sets `column` (from 0, `id` and `origin` not counted).
    public mutating func set(_ column: Int, real: Double) { values[column + 2] = .real(real) }

    /// Sets `column` (from 0, `id` and `origin` not counted) to text in UTF-8.
    public mutating func set(_ column: Int, text bytes: [UInt8]) {
        values[column + 2] = .text(start: Int32(text.count), count: Int32(bytes.count))
        text.append(contentsOf: bytes)
    }

    /// The whole number in `column`, if one was set.
    public func integer(_ column: Int) -> Int64? {
        if case .integer(let number) = values[column + 2] { number } else { nil }
    }

    /// The number in `column`, if one was set.
    public func real(_ column: Int) -> Double? {
        switch values[column + 2] {
        case .integer(let number): Double(number)
        case .real(let number): number
        case .null, .text: nil
        }
    }

    /// Whether `column` was set.
    public func isSet(_ column: Int) -> Bool {
        if case .null = values[column + 2] { false } else { true }
    }

    /// The texts in `columns`, with a zero byte between them.
    public func text(of columns: [Int]) -> [UInt8] {
        var joined: [UInt8] = []
        for column in columns {
            if !joined.isEmpty { joined.append(0) }
            if case .text(let start, let count) = values[column + 2] {
                joined += text[Int(start)..<Int(start) + Int(count)]
            }
        }
        return joined
    }

    /// Appends what is in `columns`, texts and numbers below 256, to `bytes`: equal values give equal bytes.
    public func appendValues(of columns: [Int], to bytes: inout [UInt8]) {
        for column in columns {
            switch values[column + 2] {
            case .text(let start, let count): bytes += text[Int(start)..<Int(start) + Int(count)]
            case .integer(let number): bytes += [0, UInt8(truncatingIfNeeded: number)]
            case .real, .null: break
            }
        }
    }

    /// Notes where `column` was written.
    public mutating func note(_ column: Int, key: SourceSpan, value: SourceSpan) {
        origins.append((UInt8(truncatingIfNeeded: column), key, value))
    }
}
