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

    /// Whether it is about `finding`.
    func covers(_ finding: Finding) -> Bool {
        guard let location = finding.location, location.file === self.location.file else { return false }
        return rules.contains(finding.rule.id) && lines.contains(location.range.start.line)
    }
}

/// Finds the comments of a file; libyaml drops them, so the text itself is searched.
struct IgnoreCommentScanner {
    private static let marker = Array("vmotion-preflight:".utf8)

    private let file: SourceFile
    private let rules: [Rule]

    /// A scanner of `file` for comments that name some of `rules`.
    init(_ file: SourceFile, rules: [Rule]) {
        self.file = file
        self.rules = rules
    }

    /// The comments, and what is odd about texts that look like some.
    ///
    /// - Throws: ``Diagnostics`` with the comments that say nothing usable.
    func scan() throws -> (comments: [IgnoreComment], warnings: [Diagnostic]) {
        let places = markers()
        guard !places.isEmpty else { return ([], []) }
        let texts = try scalars(around: places)
        var comments: [IgnoreComment] = []
        var warnings: [Diagnostic] = []
        var problems: [Diagnostic] = []
        for place in places {
            let position = file.position(at: place)
            guard let line = file.text(ofLine: position.line) else { continue }
            let before = String(line.unicodeScalars.prefix(position.column - 1).map(Character.init))
            // YAML takes # for a comment's start only behind a blank.
            guard let hash = before.lastIndex(where: { !$0.isWhitespace }), before[hash] == "#",
                before[..<hash].last?.isWhitespace ?? true
            else { continue }
            if texts.contains(place) {
                warnings.append(
                    Diagnostic(
                        .warning, in: file, at: SourceSpan(offset: place, length: 0),
                        message: "this is part of a text and no comment, so it ignores nothing"))
                continue
            }
            do {
                let column = before.unicodeScalars.distance(from: before.startIndex, to: hash)
                comments.append(try comment(line, column: column, position.line, before: before[..<hash]))
            } catch let problem as Diagnostic {
                problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return (comments, warnings)
    }

    /// Where the marker stands behind a `#`, in scalars.
    private func markers() -> [UInt32] {
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
            index += 1
            while index < bytes.count, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
                index += 1
            }
            guard bytes[index...].starts(with: Self.marker) else { continue }
            scalars += UInt32(bytes[counted..<index].count { $0 & 0xC0 != 0x80 })
            counted = index
            found.append(scalars)
        }
        return found
    }

    /// Those of `places` that lie in a scalar.
    private func scalars(around places: [UInt32]) throws -> Set<UInt32> {
        var reader = YAMLReader(file)
        var inside: Set<UInt32> = []
        repeat {
            try reader.next()
            guard reader.kind == .scalar else { continue }
            let span = reader.span
            for place in places where place >= span.offset && place < span.end { inside.insert(place) }
        } while reader.kind != .end
        return inside
    }

    private func comment(
        _ line: String, column: Int, _ number: Int, before: Substring
    ) throws -> IgnoreComment {
        let start = (file.span(ofLine: number)?.offset ?? 0) + UInt32(column)
        let text = String(line.unicodeScalars.dropFirst(column).map(Character.init))
        let place = SourceSpan(offset: start, length: UInt32(text.unicodeScalars.count))
        func failure(_ message: String) -> Diagnostic { Diagnostic(.error, in: file, at: place, message: message) }
        let example = "as in # vmotion-preflight: ignore VMN501 -- why it may stay"
        let order = text.drop { $0 == "#" || $0.isWhitespace }.dropFirst(Self.marker.count)
        var words = order.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map(String.init)
        guard words.first == "ignore" else {
            throw failure("there is no order \(abridged(words.first ?? "")) here; ignore is the only one, \(example)")
        }
        words.removeFirst()
        guard let dashes = words.firstIndex(of: "--"), let separator = text.firstRange(of: " -- ") else {
            throw failure("a reason is missing behind two dashes, \(example)")
        }
        let reason = text[separator.upperBound...].trimmed
        guard !reason.isEmpty else { throw failure("a reason is missing behind the two dashes, \(example)") }
        guard dashes > 0 else { throw failure("the rules are missing, \(example)") }
        let ids = try words[..<dashes].map { name in
            guard let rule = rules.first(where: { RuleSelector(name).isOne($0) }) else {
                throw failure("there is no rule \(abridged(name)); \(RuleSelector.hint(for: name, among: rules))")
            }
            guard rule.isIgnorable else {
                throw failure("\(rule.id) cannot be ignored: its file says ignorable: false")
            }
            return rule.id
        }
        return IgnoreComment(
            rules: ids, reason: reason, location: Location(file: file, span: place),
            lines: before.allSatisfy(\.isWhitespace) ? entry(below: number) : number...number)
    }

    /// The lines of the entry that starts below `line`, by their indentation.
    private func entry(below line: Int) -> ClosedRange<Int> {
        var first = line + 1
        while let text = file.text(ofLine: first), text.isBlankOrComment { first += 1 }
        guard let opening = file.text(ofLine: first) else { return line...line }
        let indentation = opening.indentation
        let isItem = opening.trimmed.hasPrefix("-")
        var last = first
        var next = first + 1
        while let text = file.text(ofLine: next) {
            if !text.isBlankOrComment {
                // The items of a list may stand as far to the left as its key.
                let belongs =
                    text.indentation > indentation
                    || (text.indentation == indentation && !isItem && text.trimmed.hasPrefix("- "))
                guard belongs else { break }
                last = next
            }
            next += 1
        }
        return first...last
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    fileprivate var indentation: Int { prefix { $0 == " " }.count }

    fileprivate var isBlankOrComment: Bool {
        let first = first { !$0.isWhitespace }
        return first == nil || first == "#"
    }
}
