import RuleEngine
import SourceText

/// What a baseline has that is gone, in words.
struct DriftText {
    /// Findings named of those that are gone.
    private static let goneLimit = 10

    let text: String

    init(_ drift: BaselineDrift) {
        let path = drift.path.printable
        var text = "baseline \(path): \(drift.new) new, \(drift.unchanged) known, \(drift.gone.count) gone\n"
        for fingerprint in drift.gone.prefix(Self.goneLimit) { text += "  gone: \(fingerprint.printable)\n" }
        if drift.gone.count > Self.goneLimit { text += "  … and \(drift.gone.count - Self.goneLimit) more\n" }
        if !drift.gone.isEmpty {
            text += "  write it anew with --write-baseline \(path), so that what is gone stays gone\n"
        }
        if !drift.unasked.isEmpty {
            let rules = Set(drift.unasked).sorted().map(\.printable).joined(separator: ", ")
            text += "  not asked in this run: \(rules)\n"
        }
        self.text = text
    }
}

extension Finding {
    /// Whether it is told: neither waived nor known from a baseline.
    var isOpen: Bool { verdict != .waived && baselineState != .unchanged }
}
