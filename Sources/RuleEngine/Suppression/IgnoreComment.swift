import SourceText
import YAMLEvents

/// A comment in an inventory that waives findings where it stands: `# vmotion-preflight: ignore VMN501 -- reason`.
///
/// At the end of a line it is about that line; on a line of its own it is about the entry below, with all that belongs to it.
struct IgnoreComment: Sendable {
    /// The ids of the rules.
    let rules: [String]
    /// Why.
    let reason: String
    /// Where it stands.
    let location: Location
    /// The lines it is about, from 1.
    let lines: ClosedRange<Int>

}

/// Finds the comments of a file; libyaml drops them, so the text itself is searched.
struct IgnoreCommentScanner {
    /// Comments that one file may have; more are a matter for waivers or a configuration.
    private static let limit = 10_000

    private static let name = Array("vmotion-preflight".utf8)
    private static let example = "as in # vmotion-preflight: ignore VMN501 -- why it may stay"

    private let file: SourceFile
    private let rules: [Rule]
    /// For lines that were looked at: the next one that is no comment.
    private var contents: [Int: Int] = [:]
    /// For lines that begin an entry: its lines.
    private var entries: [Int: ClosedRange<Int>] = [:]
    private var warnings: [Diagnostic] = []

    /// A scanner of `file` for comments that name some of `rules`.
    init(_ file: SourceFile, rules: [Rule]) {
        self.file = file
        self.rules = rules
    }

    /// The comments, and what is odd about texts that look like some.
    ///
    /// - Throws: ``Diagnostics`` with the comments that say nothing usable.
    mutating func scan() throws -> (comments: [IgnoreComment], warnings: [Diagnostic]) {
        let hashes = hashes()
        guard !hashes.isEmpty else { return ([], []) }
        guard hashes.count <= Self.limit else {
            throw Diagnostic(
                .error, path: file.path,
                message: "has more than \(Self.limit) ignore comments; waivers or a configuration serve better")
        }
        let texts = try scalars(around: hashes)
        var comments: [IgnoreComment] = []
        var problems: [Diagnostic] = []
        // From the end, so that what is known of a line serves the comments above it.
        for hash in hashes.reversed() {
            do {
                if let comment = try comment(at: hash, isText: texts.contains(hash)) { comments.append(comment) }
            } catch let problem as Diagnostic {
                problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems.reversed()) }
        return (comments.reversed(), warnings.reversed())
    }

    /// Where a `#` has the tool's name behind it, in scalars, from the start of the file on.
    private func hashes() -> [UInt32] {
        let bytes = file.bytes
        var found: [UInt32] = []
        var scalars: UInt32 = 0
        var counted = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "#") else {
                index += 1
                continue
            }
            let hash = index
            index += 1
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
                index += 1
            }
            guard bytes[index...].prefix(Self.name.count).elementsEqual(Self.name, by: { $0 | 0x20 == $1 | 0x20 })
            else {
                continue
            }
            scalars += UInt32(bytes[counted..<hash].count { $0 & 0xC0 != 0x80 })
            counted = hash
            found.append(scalars)
        }
        return found
    }

    /// Those of `places`, which are in order, that lie in a scalar.
    private func scalars(around places: [UInt32]) throws -> Set<UInt32> {
        var reader = YAMLReader(file)
        var inside: Set<UInt32> = []
        repeat {
            try reader.next()
            guard reader.kind == .scalar else { continue }
            let span = reader.span
            var (low, high) = (0, places.count)
            while low < high {
                let middle = (low + high) / 2
                if places[middle] < span.offset { low = middle + 1 } else { high = middle }
            }
            while low < places.count, places[low] < span.end {
                inside.insert(places[low])
                low += 1
            }
        } while reader.kind != .end
        return inside
    }

    /// The comment whose `#` is at `hash`, when it is one.
    private mutating func comment(at hash: UInt32, isText: Bool) throws -> IgnoreComment? {
        let position = file.position(at: hash)
        guard let line = file.text(ofLine: position.line) else { return nil }
        let column = position.column - 1
        let before = String(line.unicodeScalars.prefix(column).map(Character.init))
        let text = String(line.unicodeScalars.dropFirst(column).map(Character.init))
        let place = SourceSpan(offset: hash, length: UInt32(text.unicodeScalars.count))
        var words = text.dropFirst().split(whereSeparator: \.isWhitespace)
        guard words.removeFirst() == "vmotion-preflight:" else {
            // Another spelling of the name, or a comment about the tool.
            if !isText, words.first(where: { $0 != ":" })?.lowercased().hasPrefix("ignore") == true {
                warn(place, "this looks like an order and is none: write it \(Self.example)")
            }
            return nil
        }
        if isText {
            // YAML takes # for a comment's start only behind a blank, and so does who reads it.
            if before.last?.isWhitespace ?? true {
                warn(place, "this is part of a text and no comment, so it ignores nothing")
            }
            return nil
        }
        let (ids, reason) = try order(words, at: place)
        return IgnoreComment(
            rules: ids, reason: reason, location: Location(file: file, span: place),
            lines: before.allSatisfy(\.isWhitespace) ? entry(below: position.line) : position.line...position.line)
    }

    private mutating func warn(_ place: SourceSpan, _ message: String) {
        warnings.append(Diagnostic(.warning, in: file, at: place, message: message))
    }

    /// The rules that `words` name, and the reason behind the dashes.
    private func order(_ words: [Substring], at place: SourceSpan) throws -> (rules: [String], reason: String) {
        func failure(_ message: String) -> Diagnostic {
            Diagnostic(.error, in: file, at: place, message: "\(message), \(Self.example)")
        }
        guard words.first == "ignore" else {
            throw failure("there is no order \(abridged(String(words.first ?? ""))) here; ignore is the only one")
        }
        guard let dashes = words.firstIndex(of: "--") else { throw failure("a reason is missing behind two dashes") }
        let reason = words[(dashes + 1)...].joined(separator: " ")
        guard reason.tellsSomething else { throw failure("a reason is missing behind the two dashes") }
        let names = words[1..<dashes].flatMap { $0.split(separator: ",") }.map(String.init)
        guard !names.isEmpty else { throw failure("the rules are missing") }
        let ids = try names.map { name in
            guard let rule = rules.first(where: { RuleSelector(name).isOne($0) }) else {
                let hint = RuleSelector.hintForOne(for: name, among: rules)
                throw Diagnostic(
                    .error, in: file, at: place, message: "there is no rule \(abridged(name)); \(hint)")
            }
            guard rule.isIgnorable else {
                throw Diagnostic(
                    .error, in: file, at: place,
                    message: "\(rule.id) cannot be ignored: its file says ignorable: false")
            }
            return rule.id
        }
        return (ids, reason)
    }

    /// The lines of the entry that starts below `line`, by their indentation.
    private mutating func entry(below line: Int) -> ClosedRange<Int> {
        var first = line + 1
        while let text = file.text(ofLine: first), text.isBlankOrComment {
            if let known = contents[first] {
                first = known
                break
            }
            first += 1
        }
        for skipped in line..<first { contents[skipped] = first }
        guard let opening = file.text(ofLine: first) else { return line...line }
        if let known = entries[first] { return known }
        let indentation = opening.indentation
        let isItem = opening.drop(while: \.isWhitespace).hasPrefix("-")
        var last = first
        var next = first + 1
        while let text = file.text(ofLine: next) {
            if !text.isBlankOrComment {
                // The items of a list may stand as far to the left as its key.
                let belongs =
                    text.indentation > indentation
                    || (text.indentation == indentation && !isItem
                        && text.drop(while: \.isWhitespace).hasPrefix("- "))
                guard belongs else { break }
                last = next
            }
            next += 1
        }
        entries[first] = first...last
        return first...last
    }
}

extension StringProtocol {
    fileprivate var indentation: Int { prefix { $0 == " " }.count }

    fileprivate var isBlankOrComment: Bool {
        let first = first { !$0.isWhitespace }
        return first == nil || first == "#"
    }
}
