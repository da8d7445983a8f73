import ArgumentParser
import FoundationEssentials
import Report
import SourceText

/// `verify`: looks whether a report and what it rests on are what they were.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a report against the files that it rests on.",
        discussion: """
            The sums in REPORT.sha256, which report wrote beside it, are compared with those of the report and of every inventory, \
            evidence and decision that it rests on. Where all are what they were, the report is made anew, as of when it was written, \
            and must come out the same byte for byte. Run it where report was run: paths are as they were named there.

            EXAMPLES
              vmotion-preflight verify report.html
              vmotion-preflight verify 2026-11.json

            EXIT CODES
              0  all is what it was
              1  something differs, or is not there any more
              3  the report cannot be made anew: it is of another version or other rules, or an inventory came by the standard input
              2  usage, unreadable input
            """)

    @Argument(help: ArgumentHelp("The report.", valueName: "report"), completion: .file())
    var path: String

    func run() throws {
        let verification = try Verification(of: path)
        try OutputFile.write(verification.text, to: "-")
        switch verification.outcome {
        case .holds: break
        case .differs: throw ExitCode(1)
        case .untold: throw ExitCode(3)
        }
    }
}
