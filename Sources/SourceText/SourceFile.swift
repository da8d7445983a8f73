import Synchronization

/// A text file held in memory, which turns offsets into lines and columns when someone asks.
///
/// The table of lines is made once, on the first question: a file without findings never pays for it.
public final class SourceFile: Sendable {
    /// The path as the user gave it, or a name in angle brackets for text that is not a file.
    public let path: String

    /// The content, as read.
    public let bytes: [UInt8]

    private let table = Mutex<LineTable?>(nil)

    /// A file at `path` with `bytes` as its content.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The place of the scalar at `offset`; past the end it is the end.
    public func position(at offset: UInt32) -> SourcePosition {
        let lines = lineTable
        let offset = min(max(offset, lines.scalarStarts[0]), lines.scalarCount)
        let line = lines.line(containing: offset)
        return SourcePosition(line: line + 1, column: Int(offset - lines.scalarStarts[line]) + 1)
    }

    /// The place of the byte at `byteOffset`, for errors that libyaml's reader counts in bytes.
    public func position(atByte byteOffset: Int) -> SourcePosition {
        let lines = lineTable
        let line = (lines.byteStarts.lastIndex { $0 <= byteOffset }) ?? 0
        let start = min(lines.byteStarts[line], bytes.count)
        let prefix = bytes[start..<max(start, min(byteOffset, bytes.count))]
        return SourcePosition(line: line + 1, column: prefix.count { !isUTF8Continuation($0) } + 1)
    }

    /// The first and the last place of `span`; the last is just behind it.
    public func range(of span: SourceSpan) -> (start: SourcePosition, end: SourcePosition) {
        (position(at: span.offset), position(at: span.end))
    }

    /// The text of `line` (from 1) without its line break, or nothing when there is no such line.
    public func text(ofLine line: Int) -> String? {
        let lines = lineTable
        guard line >= 1, line <= lines.byteStarts.count else { return nil }
        let start = lines.byteStarts[line - 1]
        var end = line < lines.byteStarts.count ? lines.byteStarts[line] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The scalars of `line` (from 1) without its line break, or nothing when there is no such line.
    public func span(ofLine line: Int) -> SourceSpan? {
        let lines = lineTable
        guard line >= 1, line <= lines.byteStarts.count else { return nil }
        guard line < lines.byteStarts.count else {
            return SourceSpan(from: lines.scalarStarts[line - 1], to: lines.scalarCount)
        }
        let next = lines.byteStarts[line]
        let hasTwo = next >= 2 && bytes[next - 1] == UInt8(ascii: "\n") && bytes[next - 2] == UInt8(ascii: "\r")
        return SourceSpan(from: lines.scalarStarts[line - 1], to: lines.scalarStarts[line] - (hasTwo ? 2 : 1))
    }

    /// The text of `span`, found without a walk from the start of its line, which may be the whole file.
    public func text(of span: SourceSpan) -> String {
        String(decoding: bytes[byteRange(of: span)], as: UTF8.self)
    }

    /// Where `span` lies in ``bytes``.
    public func byteRange(of span: SourceSpan) -> Range<Int> {
        let lines = lineTable
        return lines.byte(of: span.offset, in: bytes)..<lines.byte(of: span.end, in: bytes)
    }

    /// The number of lines.
    public var lineCount: Int { lineTable.byteStarts.count }

    private var lineTable: LineTable {
        table.withLock { table in
            if let table { return table }
            let made = LineTable(of: bytes)
            table = made
            return made
        }
    }
}

/// Where each line starts, in bytes and in Unicode scalars.
private struct LineTable {
    private static let stride: UInt32 = 4096

    var byteStarts: [Int]
    var scalarStarts: [UInt32]
    private(set) var scalarCount: UInt32 = 0

    /// The byte at which every 4096th scalar starts.
    private var milestones: [Int] = []

    /// Lines end at LF, CR LF and CR, as editors have it; a byte order mark is before the first one.
    init(of bytes: [UInt8]) {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        byteStarts = [isMarked ? 3 : 0]
        scalarStarts = [isMarked ? 1 : 0]
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if !isUTF8Continuation(byte) {
                if scalarCount % Self.stride == 0 { milestones.append(index) }
                scalarCount += 1
            }
            index += 1
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
            if byte == UInt8(ascii: "\r"), index < bytes.count, bytes[index] == UInt8(ascii: "\n") { continue }
            byteStarts.append(index)
            scalarStarts.append(scalarCount)
        }
    }

    /// The byte at which `scalar` starts; past the end it is the end.
    func byte(of scalar: UInt32, in bytes: [UInt8]) -> Int {
        guard scalar < scalarCount else { return bytes.count }
        var byte = milestones[Int(scalar / Self.stride)]
        for _ in 0..<(scalar % Self.stride) {
            byte += 1
            while byte < bytes.count, isUTF8Continuation(bytes[byte]) { byte += 1 }
        }
        return byte
    }

    func line(containing offset: UInt32) -> Int {
        var low = 0
        var high = scalarStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if scalarStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low
    }
}

private func isUTF8Continuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
