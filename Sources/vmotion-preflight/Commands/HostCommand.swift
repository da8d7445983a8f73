import ArgumentParser
import FoundationEssentials
import Probe

/// `host`: what this machine can measure.
struct HostCommand: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "host",
        abstract: "Show what this machine can measure, and how to get what is missing.",
        discussion: """
            Each capability is tried, whoever runs it: nothing is concluded from the user. What is made for that, such as a network
            namespace, is gone afterwards, and nothing is sent except to this machine itself. The exit code is 0 whatever is missing.

            EXAMPLES
              vmotion-preflight host
              sudo vmotion-preflight host
              vmotion-preflight host --format json | jq '.capabilities[] | select(.available | not)'
            """)

    @Option(help: "How it is shown.")
    var format = Format.text

    func run() throws {
        let report = HostReport.thisMachine()
        switch format {
        case .text: try OutputFile.write(report.text, to: "-")
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try OutputFile.write(String(decoding: try encoder.encode(report), as: UTF8.self) + "\n", to: "-")
        }
    }
}
