import FoundationEssentials

extension Evidence {
    /// The text of an evidence file, keys in the order of the alphabet, a line break at its end.
    ///
    /// - Throws: what the JSON encoder does for a number that is not finite.
    public func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }

    /// Reads the text of an evidence file.
    ///
    /// - Throws: `DecodingError` where it is not evidence of this version.
    public init(json: some Sequence<UInt8>) throws {
        self = try JSONDecoder().decode(Evidence.self, from: Data(json))
    }
}
