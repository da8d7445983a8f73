import ArgumentParser
import Facts
import RuleEngine
import SourceText

/// Where the baseline of what is found now goes.
struct BaselineOutputOptions: ParsableArguments {
    @Option(
        name: .customLong("write-baseline"),
        help: ArgumentHelp("Write what is found now as a baseline, and take it as given.", valueName: "file"),
        completion: .file())
    var path: String?

    /// The baseline that stands there, which is no inventory.
    var former: String? {
        path.flatMap { path in (try? Baseline(SourceFile.read(path))).map { _ in path } }
    }

    /// Writes it, where it was asked for.
    func write(_ judged: JudgedEstate) throws {
        guard let path else { return }
        let text = try Baseline.text(
            of: judged.evaluation, hosts: try judged.store.hostNames(), toolName: "vmotion-preflight",
            toolVersion: version)
        try OutputFile.write(text, to: path)
    }
}
