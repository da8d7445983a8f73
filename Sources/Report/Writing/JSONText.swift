import FoundationEssentials

/// JSON as all reports write it, a line break at its end.
struct JSONText {
    private let encoder = JSONEncoder()

    init(isPretty: Bool = true) {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    }

    func of(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}
