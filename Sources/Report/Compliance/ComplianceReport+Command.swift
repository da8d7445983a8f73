import RuleEngine

extension ComplianceReport {
    /// The command that makes it anew, as a shell takes it.
    var command: String { Self.command([toolName] + arguments) }

    /// A command of `words` as a shell takes it.
    static func command(_ words: [String]) -> String {
        words.map { $0.utf8.allSatisfy(isPlain) && !$0.isEmpty ? $0 : $0.shellQuoted }.joined(separator: " ")
    }

    /// What a shell takes as it is.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
            UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: ","):
            true
        default: false
        }
    }
}
