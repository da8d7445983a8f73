import Foundation

/// Writes the files of `Rules/` into one Swift file, so that the binary carries its rule pack.
///
/// Usage: `embed-rules OUTPUT RULES-DIRECTORY FILE…`
@main
enum EmbedRules {
    static func main() throws {
        let arguments = CommandLine.arguments
        let root = URL(filePath: arguments[2]).standardizedFileURL.path
        var swift = "/// The files of `Rules/`, as they were when the binary was built.\n"
        swift += "let embeddedRuleFiles: [(path: String, text: String)] = [\n"
        for path in arguments.dropFirst(3).sorted() {
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            let name = path.replacing(root + "/", with: "")
            swift += "    (path: \"\(name)\", text: ###\"\"\"\n\(text)\n\"\"\"###),\n"
        }
        swift += "]\n"
        try swift.write(to: URL(filePath: arguments[1]), atomically: true, encoding: .utf8)
    }
}
