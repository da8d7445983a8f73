public import SourceText

/// Where a value of the facts was written.
public struct Origin: Hashable, Sendable {
    /// The file, by its place in ``FactStore/files``.
    public let file: Int

    /// The key; for an item of a list its own place.
    public let key: SourceSpan

    /// The value.
    public let value: SourceSpan
}

/// Where every value of every row was written, in about six bytes a value.
///
/// A row's record is a run of LEB128 numbers: the number of values; for each: column, file, the key's offset as a signed
/// distance from the value before it, the key's length, the value's offset as a signed distance from the key, its length.
struct OriginLog: Sendable {
    private var bytes: [UInt8] = [0]

    /// Adds a row's record and returns its place, never 0.
    mutating func append(_ row: borrowing Row, file: Int) -> Int64 {
        let place = bytes.count
        write(UInt64(row.origins.count))
        var last: Int64 = 0
        for origin in row.origins {
            write(origin.column, file: file, key: origin.key, value: origin.value, after: &last)
        }
        return Int64(place)
    }

    /// Adds the record of a row that was merged from several.
    mutating func append(_ origins: [(column: Int, origin: Origin)]) -> Int64 {
        let place = bytes.count
        write(UInt64(origins.count))
        var last: Int64 = 0
        for (column, origin) in origins {
            write(UInt8(column), file: origin.file, key: origin.key, value: origin.value, after: &last)
        }
        return Int64(place)
    }

    /// The values of the row whose record is at `place`.
    func origins(at place: Int64) -> [(column: Int, origin: Origin)] {
        var index = Int(place)
        var last: Int64 = 0
        return (0..<read(&index)).map { _ in
            let column = Int(read(&index))
            let file = Int(read(&index))
            let keyOffset = last + readSigned(&index)
            let keyLength = UInt32(read(&index))
            let valueOffset = keyOffset + readSigned(&index)
            let valueLength = UInt32(read(&index))
            last = valueOffset
            return (
                column,
                Origin(
                    file: file, key: SourceSpan(offset: UInt32(keyOffset), length: keyLength),
                    value: SourceSpan(offset: UInt32(valueOffset), length: valueLength))
            )
        }
    }

    /// The first of `columns` that the row at `place` has, and where it was written; where it has none of them, its first value.
    func origin(at place: Int64, of columns: [Int]) -> (column: Int, origin: Origin)? {
        var index = Int(place)
        var last: Int64 = 0
        var best = columns.count + 1
        var found: (column: Int, origin: Origin)?
        for _ in 0..<read(&index) {
            let column = Int(read(&index))
            let file = Int(read(&index))
            let keyOffset = last + readSigned(&index)
            let keyLength = UInt32(read(&index))
            let valueOffset = keyOffset + readSigned(&index)
            let valueLength = UInt32(read(&index))
            last = valueOffset
            let rank = columns.firstIndex(of: column) ?? columns.count
            guard rank < best else { continue }
            best = rank
            found = (
                column,
                Origin(
                    file: file, key: SourceSpan(offset: UInt32(keyOffset), length: keyLength),
                    value: SourceSpan(offset: UInt32(valueOffset), length: valueLength))
            )
            if rank == 0 { break }
        }
        return found
    }

    private mutating func write(
        _ column: UInt8, file: Int, key: SourceSpan, value: SourceSpan, after last: inout Int64
    ) {
        write(UInt64(column))
        write(UInt64(file))
        writeSigned(Int64(key.offset) - last)
        write(UInt64(key.length))
        writeSigned(Int64(value.offset) - Int64(key.offset))
        write(UInt64(value.length))
        last = Int64(value.offset)
    }

    private mutating func write(_ number: UInt64) {
        var number = number
        while number >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: number) | 0x80)
            number >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: number))
    }

    private mutating func writeSigned(_ number: Int64) {
        write(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    private func read(_ index: inout Int) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = bytes[index]
            index += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    private func readSigned(_ index: inout Int) -> Int64 {
        let number = read(&index)
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
