import Foundation
import TestSupport

/// A folder of files in which commands are run.
struct Workbench {
    let folder: String

    /// Runs `body` in a folder with `files`, which is gone afterwards.
    static func with<Result>(_ files: [String: String], _ body: (Workbench) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            let bench = Workbench(folder: folder)
            for (name, text) in files { try bench.write(Data(text.utf8), to: name) }
            return try body(bench)
        }
    }

    /// Puts `data` in the file `name`, whose folders are made.
    func write(_ data: Data, to name: String) throws {
        let file = URL(filePath: folder).appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    /// The content of the file `name`.
    func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }

    /// The names of the files here.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    /// Runs `vmotion-preflight` here.
    func preflight(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], seconds: Int = 60
    ) throws -> Run {
        try execute(
            [Repository.binary] + arguments, input: input, environment: environment, in: folder, seconds: seconds)
    }

    /// Runs a line of shell here, in which `$preflight` is the binary.
    func shell(_ script: String) throws -> Run {
        try execute(["bash", "-c", script], environment: ["preflight": Repository.binary], in: folder)
    }
}
