import ArgumentParser

/// `manual`: the manual page.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual page, for man to show.",
        discussion: """
            EXAMPLES
              vmotion-preflight manual | man -l -
              vmotion-preflight manual > /usr/local/share/man/man1/vmotion-preflight.1
            """)

    func run() throws {
        let page = try ManualPage(dump: VMotionPreflight._dumpHelp(), version: version, date: versionDate)
        try OutputFile.write(page.text, to: "-")
    }
}
