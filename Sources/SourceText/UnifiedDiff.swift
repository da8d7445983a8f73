/// What edits change in a text, as `diff -u` writes it and `patch` reads it.
public struct UnifiedDiff {
    /// Lines shown around a change.
    private static let context = 3

    private let path: String
    private let bytes: [UInt8]
    private let edits: [TextEdit]

    /// Where each line starts; as `patch` counts, lines end at LF alone.
    private let starts: [Int]

    /// Lines of the old text that give way to new ones.
    private struct Change {
        var lines: Range<Int>
        var new: [ArraySlice<UInt8>]
    }

    /// The diff of `file` and what `edits` make of it; they are in the order of the text and do not overlap.
    public init(of file: SourceFile, _ edits: [TextEdit]) {
        path = file.path
        bytes = file.bytes
        self.edits = edits
        var starts = bytes.isEmpty ? [] : [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") && index + 1 < bytes.count {
            starts.append(index + 1)
        }
        self.starts = starts
    }

    /// The diff, or nothing when no line changes.
    public var text: String {
        let changes = changes
        guard !changes.isEmpty else { return "" }
        var text = "--- \(label)\n+++ \(label)\n"
        var grown = 0
        var first = 0
        for index in changes.indices {
            let isLast = index + 1 == changes.count
            guard isLast || changes[index + 1].lines.lowerBound - changes[index].lines.upperBound > 2 * Self.context
            else { continue }
            text += hunk(changes[first...index], grown: &grown)
            first = index + 1
        }
        return text
    }

    /// The path as the header has it: behind one with blanks a tab tells where it ends, odd characters are escaped.
    private var label: String {
        if path.unicodeScalars.contains(where: { $0.value < 32 || "\"\\\u{7F}".unicodeScalars.contains($0) }) {
            let escaped = path.utf8.map { byte in
                let octal = String(byte, radix: 8)
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): return "\\" + String(decoding: [byte], as: UTF8.self)
                case 32..<127: return String(decoding: [byte], as: UTF8.self)
                default: return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
                }
            }
            return "\"\(escaped.joined())\""
        }
        return path.contains(" ") ? path + "\t" : path
    }

    /// The lines that the edits change, with what becomes of them; lines that stay as they are left out.
    private var changes: [Change] {
        var changes: [Change] = []
        var next = 0
        while next < edits.count {
            var lines = touched(by: edits[next])
            var end = next + 1
            var edited: [UInt8] = []
            while true {
                while end < edits.count, touched(by: edits[end]).lowerBound <= lines.upperBound {
                    lines = lines.lowerBound..<max(lines.upperBound, touched(by: edits[end]).upperBound)
                    end += 1
                }
                let range = start(of: lines.lowerBound)..<start(of: lines.upperBound)
                edited = Array(edits[next..<end]).applied(to: bytes, in: range)
                // Without its line break the last line runs into the next one.
                guard let last = edited.last, last != UInt8(ascii: "\n"), lines.upperBound < starts.count else { break }
                lines = lines.lowerBound..<lines.upperBound + 1
            }
            if let change = trimmed(Change(lines: lines, new: Self.lines(of: edited))) { changes.append(change) }
            next = end
        }
        return changes
    }

    private func trimmed(_ change: Change) -> Change? {
        var change = change
        while let old = change.lines.first, let new = change.new.first, line(old) == new {
            change.lines.removeFirst()
            change.new.removeFirst()
        }
        while let old = change.lines.last, let new = change.new.last, line(old) == new {
            change.lines.removeLast()
            change.new.removeLast()
        }
        return change.lines.isEmpty && change.new.isEmpty ? nil : change
    }

    private func touched(by edit: TextEdit) -> Range<Int> {
        let first = line(containing: edit.range.lowerBound)
        return first..<max(first, line(containing: max(edit.range.lowerBound, edit.range.upperBound - 1))) + 1
    }

    private func line(containing byte: Int) -> Int {
        var low = 0
        var high = starts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= byte { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private func start(of line: Int) -> Int { line < starts.count ? starts[line] : bytes.count }

    private func line(_ line: Int) -> ArraySlice<UInt8> { bytes[start(of: line)..<start(of: line + 1)] }

    private static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            lines.append(rest[..<end])
            rest = rest[end...]
        }
        return lines
    }

    private func hunk(_ changes: ArraySlice<Change>, grown: inout Int) -> String {
        guard let first = changes.first, let last = changes.last else { return "" }
        let old =
            max(
                0, first.lines.lowerBound - Self.context)..<min(
                starts.count, last.lines.upperBound + Self.context)
        let more = changes.reduce(0) { $0 + $1.new.count - $1.lines.count }
        var text = "@@ -\(Self.range(old.lowerBound, old.count)) "
        text += "+\(Self.range(old.lowerBound + grown, old.count + more)) @@\n"
        grown += more
        var place = old.lowerBound
        for change in changes {
            for index in place..<change.lines.lowerBound { text += Self.marked(" ", line(index)) }
            for index in change.lines { text += Self.marked("-", line(index)) }
            for new in change.new { text += Self.marked("+", new) }
            place = change.lines.upperBound
        }
        for index in place..<old.upperBound { text += Self.marked(" ", line(index)) }
        return text
    }

    /// A range of lines, counted from 1; an empty one names the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
    }

    private static func marked(_ mark: String, _ line: ArraySlice<UInt8>) -> String {
        let isEnded = line.last == UInt8(ascii: "\n")
        return mark + String(decoding: line, as: UTF8.self) + (isEnded ? "" : "\n\\ No newline at end of file\n")
    }
}
