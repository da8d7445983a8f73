import ArgumentParser
import FoundationEssentials
import Glibc
import RuleEngine
import SourceText

/// `rules new`: a rule file to start from.
struct RulesNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a rule file to start from, with tests that pass.",
        discussion: """
            EXAMPLE
              vmotion-preflight rules new ACME001 vmkernel-mtu-is-9000 --directory rules
              vmotion-preflight rules test --strict --rules rules
            """)

    @Argument(help: "The rule's id, such as ACME001.")
    var id: String

    @Argument(help: "Its name, words joined by hyphens.")
    var name: String

    @Option(help: "The directory to write it into.", completion: .directory)
    var directory = "."

    func run() throws {
        let text = RuleScaffold.text(id: id, name: name)
        let path = "\(directory)/\(id)-\(name).yaml"
        guard unsafe access(path, F_OK) != 0 else {
            throw Diagnostic(.error, path: path, message: "there is such a file already")
        }
        try RuleScaffold.check(text, path: path)
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try OutputFile.write(text, to: path)
        print(path)
    }
}
