import FoundationEssentials
import Report
import SourceText

/// The file beside a report: how it was made, and the sums of it and of its inputs, as sha256sum(1) takes them.
struct ReportSums {
    /// How a report was made.
    struct Origin: Codable {
        /// The version of this program.
        var version: String
        /// The SHA-256 of the rules.
        var rules: String
        /// When it was written: RFC 3339, UTC.
        var written: String
        /// The arguments of this program.
        var arguments: [String]
    }

    /// A file and its sum.
    typealias Entry = (sum: String, path: String)

    let origin: Origin
    /// The report's own, then those of what it rests on.
    let entries: [Entry]

    /// Where the sums of the report at `path` lie.
    static func path(of path: String) -> String { path + ".sha256" }

    /// The sums of `report`, which stands as `bytes` at `path`.
    init(of report: ComplianceReport, as format: ComplianceFormat, _ bytes: [UInt8], at path: String) {
        origin = Origin(
            version: report.toolVersion, rules: report.pack.sha256, written: report.written,
            arguments: report.arguments + ["--format", format.rawValue])
        let inputs = report.inputs.filter { $0.path != SourceFile.standardInput }.map { ($0.sha256, $0.path) }
        entries = [(Checksum.sha256(of: bytes), path)] + inputs
    }

    /// The sums in `file`.
    ///
    /// - Throws: a diagnostic at the line that is none.
    init(_ file: SourceFile) throws {
        var origin: Origin?
        var entries: [Entry] = []
        let lines = String(decoding: file.bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty {
            if line.hasPrefix("#") {
                origin = origin ?? (try? JSONDecoder().decode(Origin.self, from: Data(line.dropFirst().utf8)))
            } else if let entry = Self.entry(line) {
                entries.append(entry)
            } else {
                throw Diagnostic(
                    .error, path: file.path, position: SourcePosition(line: index + 1, column: 1),
                    message: "is no line of SHA-256 sums: a sum, two blanks and a path")
            }
        }
        guard let origin, !entries.isEmpty else {
            throw Diagnostic(
                .error, path: file.path, message: "holds no sums of a report, as report --output writes them")
        }
        (self.origin, self.entries) = (origin, entries)
    }

    /// The file's text.
    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let origin = String(decoding: try encoder.encode(origin), as: UTF8.self)
        return "# \(origin)\n" + entries.map { Self.line($0) + "\n" }.joined()
    }

    /// A name with a line break or a backslash is escaped, which a backslash before the sum tells.
    private static func line(_ entry: Entry) -> String {
        var escaped = ""
        for character in entry.path {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.append(character)
            }
        }
        return "\(escaped == entry.path ? "" : "\\")\(entry.sum)  \(escaped)"
    }

    private static func entry(_ line: Substring) -> Entry? {
        let isEscaped = line.hasPrefix("\\")
        let line = isEscaped ? line.dropFirst() : line
        let sum = line.prefix(64)
        guard sum.utf8.count == 64, sum.allSatisfy(\.isHexDigit), line.dropFirst(64).hasPrefix("  ") else {
            return nil
        }
        let path = line.dropFirst(66)
        return (sum.lowercased(), isEscaped ? unescaped(path) : String(path))
    }

    private static func unescaped(_ path: Substring) -> String {
        var text = ""
        var isAfterBackslash = false
        for character in path {
            if isAfterBackslash {
                text.append(character == "n" ? "\n" : character == "r" ? "\r" : character)
                isAfterBackslash = false
            } else if character == "\\" {
                isAfterBackslash = true
            } else {
                text.append(character)
            }
        }
        return text
    }
}
