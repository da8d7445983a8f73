/// A vSphere release, comparable.
public struct Release: Hashable, Comparable, Sendable {
    /// Major, minor and patch as one number: 8.0.3 is 8 000 003.
    public let number: Int64

    /// The release that `text` names: `8.0.3`, `5.0`, `6.7 U3`; a fourth part is ignored.
    public init?(_ text: String) {
        var rest = text[...]
        var update: Int64?
        if let mark = rest.firstIndex(where: { $0 == "U" || $0 == "u" }) {
            guard let number = Self.part(rest[mark...].drop { $0.isLetter || $0 == " " }.prefix { $0.isWholeNumber })
            else { return nil }
            update = number
            rest = rest[..<mark]
            while rest.last == " " { rest.removeLast() }
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count), parts.dropFirst(3).allSatisfy({ Self.isNumber($0) }) else { return nil }
        let numbers = parts.prefix(3).compactMap { Self.part($0) }
        guard numbers.count == min(3, parts.count) else { return nil }
        let minor = numbers.count > 1 ? numbers[1] : 0
        let patch = update ?? (numbers.count > 2 ? numbers[2] : 0)
        number = numbers[0] * 1_000_000 + minor * 1_000 + patch
    }

    /// Three digits at most, so that parts never run into each other.
    private static func part(_ text: Substring) -> Int64? {
        isNumber(text) && text.utf8.count <= 3 ? Int64(text) : nil
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Earlier releases first.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
