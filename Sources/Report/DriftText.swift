import RuleEngine
import SourceText

/// How findings differ from a baseline's, in words.
struct DriftText {
    /// Findings named of those that are gone.
    private static let goneLimit = 10

    /// The counts, then what is gone and what was not looked at.
    let lines: [String]

    init(_ drift: BaselineDrift) {
        let path = drift.path.printable
        var lines = ["baseline \(path): \(drift.new) new, \(drift.unchanged) known, \(drift.gone.count) gone"]
        lines += drift.gone.prefix(Self.goneLimit).map { "gone: \($0.printable)" }
        if drift.gone.count > Self.goneLimit { lines.append("… and \(drift.gone.count - Self.goneLimit) more") }
        if !drift.gone.isEmpty {
            lines.append("write it anew with --write-baseline \(path), so that what is gone stays gone")
        }
        if !drift.unasked.isEmpty {
            let rules = Set(drift.unasked).sorted().map(\.printable).joined(separator: ", ")
            lines.append("not asked in this run: \(rules)")
        }
        self.lines = lines
    }

    /// The lines as a paragraph; all but the first stand back.
    var text: String { lines.joined(separator: "\n  ") + "\n" }
}

extension Finding {
    /// Whether it is told: neither waived nor known from a baseline.
    var isOpen: Bool { verdict != .waived && baselineState != .unchanged }
}
