import Crypto
import Report
import SourceText

/// SHA-256 sums, and the file beside a report that holds one.
enum Checksum {
    /// The sum of `bytes`, in hexadecimal.
    static func sha256(of bytes: some Sequence<UInt8>) -> String { hexadecimal(SHA256.hash(data: Array(bytes))) }

    /// The sum over names and contents of `files`, in the order of their names.
    static func sha256(of files: [SourceFile]) -> String {
        var hash = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            // Lengths between, so that nothing can move from one file to the next unseen.
            hash.update(data: Array("\(file.path)\n\(file.bytes.count)\n".utf8))
            hash.update(data: file.bytes)
        }
        return hexadecimal(hash.finalize())
    }

    /// Where the sum of the report at `path` lies.
    static func path(of path: String) -> String { path + ".sha256" }

    /// What stands there, as sha256sum(1) takes it: the sums of the report at `path` and of every file that it rests on.
    static func text(of bytes: [UInt8], at path: String, _ report: ComplianceReport) -> String {
        let inputs = report.inputs.filter { $0.path != "-" }.map { line(sum: $0.sha256, path: $0.path) }
        return """
            # \(report.toolName) \(report.toolVersion), rules \(report.pack.name.visible) \(report.pack.sha256), \(report.written)
            \(line(sum: sha256(of: bytes), path: path))
            \(inputs.joined(separator: "\n"))

            """
    }

    /// A sum and the file that it is of; a name with a line break or a backslash is escaped, which a backslash before the sum tells.
    private static func line(sum: String, path: String) -> String {
        var escaped = ""
        for character in path {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.append(character)
            }
        }
        return "\(escaped == path ? "" : "\\")\(sum)  \(escaped)"
    }

    /// The sums and paths in `file`, the report's first.
    ///
    /// - Throws: a diagnostic at the line that is none.
    static func entries(in file: SourceFile) throws -> [(sum: String, path: String)] {
        let lines = String(decoding: file.bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        return try lines.enumerated().compactMap { index, line in
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            let isEscaped = line.hasPrefix("\\")
            let line = isEscaped ? line.dropFirst() : line
            let sum = line.prefix(64)
            guard sum.utf8.count == 64, sum.allSatisfy(\.isHexDigit), line.dropFirst(64).hasPrefix("  ") else {
                throw Diagnostic(
                    .error, path: file.path, position: SourcePosition(line: index + 1, column: 1),
                    message: "is no line of SHA-256 sums: a sum, two blanks and a path")
            }
            let path = line.dropFirst(66)
            return (sum.lowercased(), isEscaped ? unescaped(path) : String(path))
        }
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

    private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
