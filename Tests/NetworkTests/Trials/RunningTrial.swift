import Evidence
import Foundation
import TestSupport

/// A `trial` that runs on a terminal of its own, as a user has one, so that it tells how far it is.
final class RunningTrial {
    /// Where it runs, and what it may be hurt by.
    struct Place {
        let near: Namespace
        let far: Namespace
        let link: TestLink
        let folder: String
    }

    let place: Place
    private let program: Program

    /// Starts `vmotion-preflight trial` in the near namespace; `via` leads to the far one.
    init(_ arguments: [String], in place: Place, via: String? = nil, seconds: Int = 60) throws {
        self.place = place
        let words =
            [Repository.binary, "trial", "--via", via ?? place.far.via, "--output", "run.json", "--color", "never"]
            + arguments
        let line = "exec " + words.map { "'\($0)'" }.joined(separator: " ")
        program = try place.near.start(
            ["script", "--quiet", "--return", "--flush", "--command", line, "/dev/null"],
            environment: ["TERM": "xterm", "SHELL": "/bin/sh", "COLUMNS": "200"], in: place.folder, seconds: seconds)
    }

    /// What it has told so far.
    var told: String { program.output }

    /// Whether it has not ended.
    var isRunning: Bool { program.isRunning }

    /// Waits until it tells one of `texts`; false when it ends before that.
    func tells(_ texts: [String], within seconds: Double = 30) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while true {
            let told = told
            if texts.contains(where: told.contains) { return true }
            guard isRunning, Date() < deadline else { return false }
            usleep(3_000)
        }
    }

    /// Types Ctrl-C.
    func interrupt() throws { try program.write("\u{3}") }

    /// The processes of one end that hold a guest.
    func hosts(in namespace: Namespace) -> [Int32] {
        Self.processes(in: namespace).filter { Self.commandLine(of: $0).contains("agent --stdio") }
    }

    /// The process that the user started.
    var controllers: [Int32] {
        Self.processes(in: place.near).filter {
            let line = Self.commandLine(of: $0)
            return line.hasPrefix(Repository.binary) && line.contains(" trial ")
        }
    }

    /// Waits for its end.
    func wait() -> Result {
        let outcome = program.wait()
        let file = URL(filePath: "\(place.folder)/run.json")
        let evidence = (try? Data(contentsOf: file)).map { data in Swift.Result { try Evidence(json: data) } }
        return Result(exitCode: outcome.exitCode, told: outcome.output + outcome.errors, evidence: evidence)
    }

    /// What came of it.
    struct Result {
        let exitCode: Int32
        let told: String
        let evidence: Swift.Result<Evidence, any Error>?

        /// The migration in the evidence.
        var trial: Trial? { (try? evidence?.get())?.trial }

        /// The last lines that it told, without those that were drawn over.
        var lastWords: String {
            told.split(separator: "\n").map { line in line.split(separator: "\r").last.map(String.init) ?? "" }
                .suffix(12).joined(separator: "\n")
        }
    }

    static func processes(in namespace: Namespace) -> [Int32] {
        ((try? Program.run(["ip", "netns", "pids", namespace.name]))?.output ?? "").split(separator: "\n")
            .compactMap { Int32($0) }
    }

    private static func commandLine(of process: Int32) -> String {
        let bytes = (try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline"))) ?? Data()
        return String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
}
