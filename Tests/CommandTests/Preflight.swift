import Dispatch
import Foundation
import TestSupport

/// What came of a run.
struct Run {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The lines of ``errors``.
    var complaints: [String] { errors.split(separator: "\n").map(String.init) }
}

/// Runs `vmotion-preflight` with `arguments`; a run that hangs is killed and its exit code is 137.
func preflight(
    _ arguments: String..., input: String = "", environment: [String: String] = [:],
    in folder: String = Repository.root,
    seconds: Int = 60
) throws -> Run {
    try execute([Repository.binary] + arguments, input: input, environment: environment, in: folder, seconds: seconds)
}

/// Runs a command that the search path has; its streams are files, so that no pipe can fill up.
func execute(
    _ command: [String], input: String = "", environment: [String: String] = [:], in folder: String = Repository.root,
    seconds: Int = 60
) throws -> Run {
    try withTemporaryFolder { streams in
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "--signal=KILL", "\(seconds)"] + command
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["PATH": searchPath, "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        let files = ["input", "output", "errors"].map { URL(filePath: streams).appending(path: $0) }
        for file in files { try Data(file == files[0] ? input.utf8 : "".utf8).write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        ended.wait()
        return Run(
            exitCode: process.terminationStatus, output: try text(of: files[1]), errors: try text(of: files[2]))
    }
}

private let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"

private func text(of file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
