import SourceText

/// JSON written piece by piece into one buffer, so that a long list costs no more than its text.
///
/// Members stand in the order in which they are written.
struct JSONWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    private let depthOfLines: Int
    private var depth = 0
    private var isFirst = true

    /// A writer that gives each member a line of its own in the collections of the first `depthOfLines` levels; deeper ones
    /// stand in one line, so that a list of thousands can be searched line by line.
    init(depthOfLines: Int) { self.depthOfLines = depthOfLines }

    /// A whole document.
    static func document(depthOfLines: Int, _ body: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter(depthOfLines: depthOfLines)
        writer.object(nil, body)
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// An object, whose members `body` writes; without a key it is an item of a list.
    mutating func object(_ key: String? = nil, _ body: (inout JSONWriter) -> Void) {
        collection(key, UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// A list, whose items `body` writes.
    mutating func list(_ key: String, _ body: (inout JSONWriter) -> Void) {
        collection(key, UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// A list of objects, one for each of `items`.
    mutating func list<Items: Sequence>(
        _ key: String, of items: Items, _ body: (inout JSONWriter, Items.Element) -> Void
    ) {
        list(key) { json in
            for item in items { json.object { json in body(&json, item) } }
        }
    }

    /// A list of strings.
    mutating func member(_ key: String, _ texts: [String]) {
        list(key) { json in
            for text in texts {
                json.begin(nil)
                json.quote(text)
            }
        }
    }

    /// A string; nothing is `null`.
    mutating func member(_ key: String, _ text: String?) {
        begin(key)
        if let text { quote(text) } else { bytes += "null".utf8 }
    }

    /// A number; nothing is `null`.
    mutating func member(_ key: String, _ number: Int?) {
        begin(key)
        bytes += (number.map(String.init) ?? "null").utf8
    }

    /// A number that is finite.
    mutating func member(_ key: String, _ number: Double) {
        begin(key)
        bytes += String(number).utf8
    }

    /// `true` or `false`.
    mutating func member(_ key: String, _ flag: Bool) {
        begin(key)
        bytes += (flag ? "true" : "false").utf8
    }

    /// `null`.
    mutating func null(_ key: String) {
        begin(key)
        bytes += "null".utf8
    }

    private mutating func collection(
        _ key: String?, _ start: UInt8, _ end: UInt8, _ body: (inout JSONWriter) -> Void
    ) {
        begin(key)
        bytes.append(start)
        depth += 1
        isFirst = true
        body(&self)
        depth -= 1
        if !isFirst, depth < depthOfLines { breakLine() }
        bytes.append(end)
        isFirst = false
    }

    /// What stands before a value.
    private mutating func begin(_ key: String?) {
        guard depth > 0 else { return }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        if depth <= depthOfLines { breakLine() }
        guard let key else { return }
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        if depth <= depthOfLines { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<depth { bytes += "  ".utf8 }
    }

    /// A string: RFC 8259, 7.
    ///
    /// What cannot be seen is written by number as well, where four digits are enough for it.
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy(Self.isPlain) {
            bytes += text.utf8
        } else {
            for scalar in text.unicodeScalars { append(scalar) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes += "\\\"".utf8
        case "\\": bytes += "\\\\".utf8
        case "\n": bytes += "\\n".utf8
        case "\r": bytes += "\\r".utf8
        case "\t": bytes += "\\t".utf8
        default:
            let isShown = scalar.value > 0xFFFF || scalar.escape == nil && scalar.value < 0xFFFE
            guard !isShown else {
                bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                return
            }
            let digits = String(scalar.value, radix: 16)
            bytes += "\\u\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)".utf8
        }
    }
}
