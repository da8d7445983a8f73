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
            evidence and decision that it names. A report in JSON is made anew from them, and every verdict compared. Run it where \
            report was run: paths are as they were named there.

            EXAMPLES
              vmotion-preflight verify report.html
              vmotion-preflight verify 2026-11.json

            EXIT CODES
              0  all is what it was
              1  something differs, or is not there any more
              2  usage, unreadable input
            """)

    @Argument(help: ArgumentHelp("The report.", valueName: "report"), completion: .file())
    var path: String

    func run() throws {
        let verification = try Verification(of: path)
        try OutputFile.write(verification.text, to: "-")
        if !verification.holds { throw ExitCode(1) }
    }
}
