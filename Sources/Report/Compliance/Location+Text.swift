import RuleEngine
import SourceText

extension Location {
    /// Where it starts.
    var start: SourcePosition { file.position(at: span.offset) }

    /// What is written there, without the rest of a line that goes on elsewhere and cut where it is long; nothing for a collection.
    var text: String? {
        let most: UInt32 = 200
        guard span.length > 0 else { return nil }
        let shown = SourceSpan(offset: span.offset, length: min(span.length, most))
        let text = file.text(of: shown)
        guard !text.contains(where: \.isNewline), text.first != "[", text.first != "{" else { return nil }
        return span.length > most ? text + "…" : text
    }
}
