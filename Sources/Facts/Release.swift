/// A vSphere release, comparable.
public struct Release: Hashable, Comparable, Sendable {
    /// Major, minor and patch as one number: 8.0.3 is 8 000 003.
    public let number: Int64

    /// The release that `text` names: `8.0.3`, `5.0`, `6.7 U3`; a fourth part is ignored.
    public init?(_ text: String) {
        var rest = text[...]
        var update: Int64?
        if let mark = rest.firstIndex(where: { $0 == "U" || $0 == "u" }) {
            let digits = rest[mark...].drop { $0.isLetter || $0 == " " }.prefix { $0.isWholeNumber }
            guard let number = Int64(digits) else { return nil }
            update = number
            rest = rest[..<mark]
            while rest.last == " " { rest.removeLast() }
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) ?? -1 }
        guard (1...4).contains(parts.count), parts.allSatisfy({ (0..<1000).contains($0) }) else { return nil }
        let minor = parts.count > 1 ? parts[1] : 0
        let patch = update ?? (parts.count > 2 ? parts[2] : 0)
        number = parts[0] * 1_000_000 + minor * 1_000 + patch
    }

    /// Earlier releases first.
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
