import Foundation
import SourceText
import Testing
import YAMLEvents

/// One thing that is wrong, planted in a clean estate.
struct Defect: CustomTestStringConvertible, Sendable {
    /// A change of the estate's text, or of what is measured there: the first `find` behind the first `after`, or every one.
    struct Edit: Sendable {
        let after: String?
        let find: String
        let replace: String
        let every: Bool
        let isInEvidence: Bool
    }

    let rule: String
    let severity: String?
    let defect: String
    let estate: String
    let edits: [Edit]
    /// What the rule is to fail, and nothing else.
    let subjects: [String]
    /// Rules that necessarily speak as well.
    let further: [String]

    var testDescription: String { "\(rule): \(defect)" }

    static let all = Result { try texts(in: "Defects").flatMap { try read($0.text, path: "\($0.name).yaml") } }

    private static func read(_ text: String, path: String) throws -> [Defect] {
        let file = SourceFile(path: path, bytes: Array(text.utf8))
        return try (YAMLNode.read(file)?.items ?? []).map { node in
            func text(_ key: String) throws -> String { try #require(node[key]?.text, "\(path): \(key) is missing") }
            let edits = try #require(node["edits"]?.items, "\(path): edits are missing").map { edit in
                Edit(
                    after: edit["after"]?.text, find: try #require(edit["find"]?.text),
                    replace: try #require(edit["replace"]?.text), every: edit["every"]?.text == "true",
                    isInEvidence: edit["in"]?.text == "evidence")
            }
            return Defect(
                rule: try text("rule"), severity: node["severity"]?.text, defect: try text("defect"),
                estate: try text("estate"), edits: edits,
                subjects: try node["subjects"]?.items?.compactMap(\.text) ?? [text("subject")],
                further: node["further"]?.items?.compactMap(\.text) ?? [])
        }
    }

    /// Whether it shows only when the estate is measured.
    var isMeasured: Bool { edits.contains(where: \.isInEvidence) }

    /// The text of the estate with the defect in it.
    func planted() throws -> String {
        try edited(Estate.named(estate).text, by: edits.filter { !$0.isInEvidence })
    }

    /// The evidence with the defect in it, for a defect that is measured.
    func plantedEvidence() throws -> String? {
        isMeasured ? try edited(CleanEvidence.of(.named(estate)), by: edits.filter(\.isInEvidence)) : nil
    }

    private func edited(_ text: String, by edits: [Edit]) throws -> String {
        var text = text
        for edit in edits {
            var start = text.startIndex
            if let after = edit.after {
                start = try #require(text.range(of: after)?.upperBound, "\(estate) has no \(after)")
            }
            let found = try #require(
                text.range(of: edit.find, range: start..<text.endIndex), "\(estate) has no \(edit.find)")
            if edit.every {
                text = text.replacingOccurrences(of: edit.find, with: edit.replace)
            } else {
                text.replaceSubrange(found, with: edit.replace)
            }
        }
        return text
    }
}
