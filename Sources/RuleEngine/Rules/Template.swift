/// A text with placeholders such as `{host}`.
public struct Template: Sendable {
    /// How values are put in.
    public enum Quoting: Sendable {
        /// As they are.
        case none
        /// As an argument of a POSIX shell.
        case shell
        /// As a PowerShell string.
        case powerShell
    }

    private enum Part: Sendable {
        case text(String)
        case placeholder(String)
    }

    /// The text as written.
    public let source: String

    private let parts: [Part]

    /// The placeholders, in the order of the text.
    public var placeholders: [String] {
        parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
    }

    /// The text without its placeholders.
    public var literalText: String {
        parts.map { if case .text(let text) = $0 { text } else { " " } }.joined()
    }

    /// The template that `text` spells; braces around anything but a name are text.
    public init(_ text: String) {
        var parts: [Part] = []
        var plain = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "{", let end = rest.firstIndex(of: "}"), Self.isName(rest[..<end]) {
                parts.append(.text(plain))
                parts.append(.placeholder(String(rest[..<end])))
                plain = ""
                rest = rest[rest.index(after: end)...]
            } else {
                plain.append(character)
            }
        }
        parts.append(.text(plain))
        source = text
        self.parts = parts
    }

    /// The text with `values` in the places of the names.
    public func filled(_ values: [String: String], quoting: Quoting = .none) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .placeholder(let name): Self.quote(values[name] ?? "{\(name)}", quoting)
            }
        }.joined()
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first != UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
            && isLetter(first)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func quote(_ value: String, _ quoting: Quoting) -> String {
        switch quoting {
        // A line break in a name would begin a line of its own, which a pipeline may take for an order.
        case .none:
            value.replacingScalars {
                $0.properties.generalCategory == .control
                    ? "\\u{" + String($0.value, radix: 16, uppercase: true) + "}" : nil
            }
        case .shell:
            value.utf8.allSatisfy { isLetter($0) || (0x2B...0x3A).contains($0) || $0 == UInt8(ascii: "_") }
                && !value.isEmpty
                ? value
                : value.shellQuoted
        case .powerShell:
            // PowerShell takes the typographic apostrophes for quotes as well.
            "'" + value.replacingScalars { "'‘’‚‛".unicodeScalars.contains($0) ? "\($0)\($0)" : nil } + "'"
        }
    }
}

extension String {
    /// The text with those scalars replaced that `replacement` has something for.
    ///
    /// By scalars, since a quotation mark and an accent behind it are one character to Swift, and two to a shell.
    func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let text = replacement(scalar) { result += text.unicodeScalars } else { result.append(scalar) }
        }
        return String(result)
    }

    /// The text between single quotation marks, as one word of a POSIX shell.
    public var shellQuoted: String { "'" + replacingScalars { $0 == "'" ? "'\\''" : nil } + "'" }
}
