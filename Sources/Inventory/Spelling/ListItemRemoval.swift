import SourceText

/// Takes an item out of a list without touching a comment.
struct ListItemRemoval {
    private let bytes: [UInt8]

    init(in file: SourceFile) { bytes = file.bytes }

    /// The edits that take out the item at `item`, the one before it ending at `previous`; nothing when that cannot be done
    /// neatly, as with an item that bears an anchor or takes several lines, or whose comment is about its line.
    func edits(removing item: Range<Int>, after previous: Int, isFlow: Bool) -> [TextEdit]? {
        guard previous <= item.lowerBound, !bytes[item].contains(where: isBreak) else { return nil }
        let rest = bytes[item.upperBound...].prefix { !isBreak($0) }
        guard !String(decoding: rest, as: UTF8.self).contains("# vmotion-preflight:") else { return nil }
        return isFlow ? flow(item, after: previous) : block(item)
    }

    /// Out of `[a, a, b]` goes the comma before it as well, or behind it where a comment stands before it.
    private func flow(_ item: Range<Int>, after previous: Int) -> [TextEdit]? {
        let gap = bytes[previous..<item.lowerBound]
        let comma = UInt8(ascii: ",")
        if gap.allSatisfy({ isBlank($0) || isBreak($0) || $0 == comma }) {
            return [TextEdit(previous..<item.upperBound)]
        }
        var before: Int?
        var isComment = false
        for (index, byte) in zip(gap.indices, gap) {
            if isBreak(byte) { isComment = false }
            if byte == UInt8(ascii: "#") { isComment = true }
            guard !isComment, !isBlank(byte), !isBreak(byte) else { continue }
            guard byte == comma, before == nil else { return nil }
            before = index
        }
        let behind = bytes[item.upperBound...].firstIndex { !isBlank($0) }
        if let behind, bytes[behind] == comma { return [TextEdit(item.lowerBound..<behind + 1)] }
        return before.map { [TextEdit($0..<$0 + 1), TextEdit(item)] }
    }

    /// Of a line of its own goes all, or all but the comment.
    private func block(_ item: Range<Int>) -> [TextEdit]? {
        var dash = item.lowerBound - 1
        while dash >= 0, isBlank(bytes[dash]) { dash -= 1 }
        guard dash >= 0, bytes[dash] == UInt8(ascii: "-") else { return nil }
        var start = dash
        while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
        guard start == 0 || isBreak(bytes[start - 1]) else { return nil }
        var end = item.upperBound
        while end < bytes.count, isBlank(bytes[end]) { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "#") { return [TextEdit(dash..<end)] }
        guard end == bytes.count || isBreak(bytes[end]) else { return nil }
        let isWindows = bytes[end...].starts(with: "\r\n".utf8)
        return [TextEdit(start..<min(bytes.count, end + (isWindows ? 2 : 1)))]
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
