import RuleEngine
import SourceText
import YAMLEvents

/// Reads a report event by event: it may hold hundreds of thousands of verdicts, of which little is wanted.
///
/// JSON is YAML, and so every mistake has its line.
struct ReportFileReader: ~Copyable {
    private(set) var toolName = ""
    private(set) var toolVersion = ""
    private(set) var packName = ""
    private(set) var packHash = ""
    private(set) var written = ""
    private(set) var inputs: [ReportInput] = []
    private(set) var entries: [ReportFile.Entry] = []

    private var reader: YAMLReader

    private init(_ file: SourceFile) { reader = YAMLReader(file) }

    /// What stands in `file`.
    static func read(_ file: SourceFile) throws(Diagnostic) -> ReportFileReader {
        var report = ReportFileReader(file)
        try report.document()
        return report
    }

    private mutating func document() throws(Diagnostic) {
        let file = reader.file
        try reader.next()
        guard reader.kind == .mappingStart else { throw Self.isNone(file) }
        var version: String?
        var seen: Set<String> = []
        try members { report, key throws(Diagnostic) in
            if key == "requirements" || key == "inputs", version == nil { throw Self.isNone(file) }
            seen.insert(key)
            switch key {
            case "schemaVersion":
                version = try report.text()
                guard version?.hasPrefix("1.") == true else {
                    throw report.failure(
                        "is of version \(abridged(version ?? "")), and this program reads version 1; write it anew")
                }
            case "kind":
                guard try report.text() == ComplianceReport.kind else { throw Self.isNone(file) }
            case "written": report.written = try report.text()
            case "tool":
                try report.object(["name", "version"]) { report, texts in
                    (report.toolName, report.toolVersion) = (texts[0], texts[1])
                }
            case "rulePack":
                try report.object(["name", "sha256"]) { report, texts in
                    (report.packName, report.packHash) = (texts[0], texts[1])
                }
            case "inputs": try report.items { report throws(Diagnostic) in try report.input() }
            case "requirements": try report.items { report throws(Diagnostic) in try report.requirement() }
            default: try report.reader.skip()
            }
        }
        guard seen.contains("kind") else { throw Self.isNone(file) }
        let keys = ["schemaVersion", "written", "tool", "rulePack", "inputs", "requirements"]
        for key in keys where !seen.contains(key) {
            throw Diagnostic(.error, path: file.path, message: "is a report without \(key), so it is damaged")
        }
        try reader.next()
    }

    private mutating func input() throws(Diagnostic) {
        try object(["path", "role", "bytes", "sha256"]) { report, texts throws(Diagnostic) in
            guard let role = ReportInput.Role(rawValue: texts[1]) else {
                throw report.failure("the role \(abridged(texts[1])) is not known")
            }
            guard let bytes = Int(texts[2]), bytes >= 0 else {
                throw report.failure("\(abridged(texts[2])) is no size in bytes")
            }
            report.inputs.append(ReportInput(path: texts[0], role: role, bytes: bytes, sha256: texts[3]))
        }
    }

    private mutating func requirement() throws(Diagnostic) {
        var rule: String?
        try mapping()
        try members { report, key throws(Diagnostic) in
            switch key {
            case "rule": rule = try report.text()
            case "verdicts":
                guard let rule else { throw report.failure("verdicts stand before their rule") }
                try report.items { report throws(Diagnostic) in try report.verdict(of: rule) }
            default: try report.reader.skip()
            }
        }
    }

    private mutating func verdict(of rule: String) throws(Diagnostic) {
        try object(["subject", "verdict", "severity"], orNull: "observed") { report, texts throws(Diagnostic) in
            guard let verdict = Verdict(rawValue: texts[1]) else {
                throw report.failure("the verdict \(abridged(texts[1])) is not known")
            }
            guard let severity = Severity(rawValue: texts[2]) else {
                throw report.failure("the severity \(abridged(texts[2])) is not known")
            }
            report.entries.append(
                ReportFile.Entry(
                    rule: rule, subject: texts[0], verdict: verdict, severity: severity,
                    observed: texts.count > 3 ? texts[3] : nil))
        }
    }

    // MARK: Collections and their members

    /// The values of `keys`, all of which the object at hand has as text; that of `last` comes after them where it is one.
    private mutating func object(
        _ keys: [String], orNull last: String? = nil,
        _ take: (inout ReportFileReader, [String]) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        try mapping()
        let start = reader.span
        var texts = [String?](repeating: nil, count: keys.count)
        var lastText: String?
        try members { report, key throws(Diagnostic) in
            if let index = keys.firstIndex(of: key) {
                texts[index] = try report.text()
            } else if key == last, !report.isNull {
                lastText = try report.text()
            } else {
                try report.reader.skip()
            }
        }
        for (key, text) in zip(keys, texts) where text == nil {
            throw Diagnostic(.error, in: reader.file, at: start, message: "\(key) is missing here")
        }
        try take(&self, texts.compactMap(\.self) + (lastText.map { [$0] } ?? []))
    }

    /// Hands each key of the mapping at hand to `take`, which is to read its value, whose first event is the current one.
    private mutating func members(
        _ take: (inout ReportFileReader, String) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        var taken: Set<String> = []
        try reader.next()
        while reader.kind != .mappingEnd {
            let key = try text()
            guard taken.insert(key).inserted else { throw failure("the key \(abridged(key)) stands here twice") }
            try reader.next()
            try take(&self, key)
            try reader.next()
        }
    }

    private mutating func items(
        _ take: (inout ReportFileReader) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        guard reader.kind == .sequenceStart else { throw failure("a list is expected here") }
        try reader.next()
        while reader.kind != .sequenceEnd {
            try take(&self)
            try reader.next()
        }
    }

    private func mapping() throws(Diagnostic) {
        guard reader.kind == .mappingStart else { throw failure("an object is expected here") }
    }

    private var isNull: Bool { reader.kind == .scalar && reader.isPlain && reader.text == Array("null".utf8) }

    private func text() throws(Diagnostic) -> String {
        guard reader.kind == .scalar else { throw failure("a text is expected here") }
        return String(decoding: reader.text, as: UTF8.self)
    }

    private func failure(_ message: String) -> Diagnostic {
        Diagnostic(.error, in: reader.file, at: reader.span, message: message)
    }

    private static func isNone(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, path: file.path, message: "is no report of this program; report --format json writes one")
    }
}
