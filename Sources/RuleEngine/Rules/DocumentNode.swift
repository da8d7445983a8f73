import SourceText
import YAMLEvents

/// A node of a document that people write (a rule, waivers, a configuration), with getters that complain at the right place.
struct DocumentNode {
    let node: YAMLNode
    let file: SourceFile

    init(_ node: YAMLNode, in file: SourceFile) {
        self.node = node
        self.file = file
    }

    /// Refuses keys other than those of `mapping`.
    func allow(_ mapping: DocumentMapping) throws { try allow(mapping.keys.map(\.name)) }

    /// Refuses keys other than `known`, because a misspelt one would silently do nothing.
    func allow(_ known: [String]) throws {
        guard let pairs = node.pairs else { throw failure("expected a mapping with keys such as \(known[0])") }
        for pair in pairs where !known.contains(pair.key.text ?? "") {
            let key = pair.key.text ?? ""
            let hint =
                nearest(to: key, among: known).map { "did you mean \($0)?" }
                ?? "known are \(known.joined(separator: ", "))"
            throw Diagnostic(.error, in: file, at: pair.key.span, message: "there is no key \(key) here; \(hint)")
        }
    }

    func value(_ key: String) throws -> YAMLNode {
        guard let value = node[key] else { throw failure("the key \(key) is missing") }
        return value
    }

    func text(_ key: String) throws -> String {
        let value = try value(key)
        guard let text = value.text, !text.isEmpty, !value.isNull else {
            throw try failure(key, "\(key): expected text")
        }
        return text
    }

    func optionalText(_ key: String) throws -> String? { node[key] == nil ? nil : try text(key) }

    /// The texts of a list, or of one text; none when the key is not there.
    func texts(_ key: String) throws -> [String] {
        guard let value = node[key] else { return [] }
        if let text = value.text { return [text] }
        guard let items = value.items else { throw try failure(key, "\(key): expected a list of texts") }
        return try items.map { item in
            guard let text = item.text else {
                throw Diagnostic(.error, in: file, at: item.span, message: "\(key): expected a list of texts")
            }
            return text
        }
    }

    func list(_ key: String) throws -> [DocumentNode]? {
        guard let value = node[key] else { return nil }
        guard let items = value.items else { throw try failure(key, "\(key): expected a list") }
        return items.map { DocumentNode($0, in: file) }
    }

    func child(_ key: String) throws -> DocumentNode { DocumentNode(try value(key), in: file) }

    func optionalChild(_ key: String) throws -> DocumentNode? { node[key] == nil ? nil : try child(key) }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, default standard: Choice?) throws
        -> Choice
    {
        if node[key] == nil, let standard { return standard }
        let text = try text(key)
        guard let choice = Choice(rawValue: text) else {
            throw try failure(
                key, "\(key): expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), found \(text)"
            )
        }
        return choice
    }

    func failure(_ message: String) -> Diagnostic {
        Diagnostic(.error, in: file, at: SourceSpan(offset: node.span.offset, length: 0), message: message)
    }

    func failure(_ key: String, _ message: String) throws -> Diagnostic {
        Diagnostic(.error, in: file, at: try value(key).span, message: message)
    }
}
