import Foundation

/// Writes the files of `Rules/` into one Swift file, so that the binary carries its rule pack.
///
/// Usage: `embed-rules OUTPUT RULES-DIRECTORY`
@main
enum EmbedRules {
    static func main() throws {
        let output = URL(filePath: CommandLine.arguments[1])
        let rules = CommandLine.arguments[2]
        let paths = try FileManager.default.subpathsOfDirectory(atPath: rules).filter { $0.hasSuffix(".yaml") }.sorted()
        var swift = "/// The files of `Rules/`, as they were when the binary was built.\n"
        swift += "let embeddedRuleFiles: [(path: String, text: String)] = [\n"
        for path in paths {
            let text = try String(contentsOf: URL(filePath: rules + "/" + path), encoding: .utf8)
            swift += "    (path: \"\(path)\", text: ###\"\"\"\n\(text)\n\"\"\"###),\n"
        }
        swift += "]\n"
        try swift.write(to: output, atomically: true, encoding: .utf8)
    }
}
