import ArgumentParser
import Report
import SourceText

/// What became of a report and of the files that it rests on since it was written.
struct Verification {
    /// What became of one file.
    private enum Finding {
        case same
        case changed
        case unreadable(String)
    }

    /// A line for each file, and one for the verdicts where they could be made anew.
    private(set) var text = ""
    /// Whether all is what it was.
    private(set) var holds = true

    /// Looks at the report at `path`, whose sums lie beside it.
    init(of path: String) throws {
        let sums = try SourceFile.read(Checksum.path(of: path), onlyRegular: true)
        let entries = try Checksum.entries(in: sums)
        guard let first = entries.first else {
            throw Diagnostic(.error, path: sums.path, message: "holds no sum")
        }
        let report = try SourceFile.read(path, onlyRegular: true)
        tell(path, Checksum.sha256(of: report.bytes) == first.sum ? .same : .changed)
        for entry in entries.dropFirst() { tell(entry.path, Self.look(at: entry)) }
        guard holds, path.hasSuffix(".json"), let file = try? ReportFile(report) else { return }
        try compare(file)
    }

    private static func look(at entry: (sum: String, path: String)) -> Finding {
        do {
            return Checksum.sha256(of: try SourceFile.read(entry.path, onlyRegular: true).bytes) == entry.sum
                ? .same : .changed
        } catch {
            return .unreadable("\(error)")
        }
    }

    private mutating func tell(_ path: String, _ finding: Finding) {
        switch finding {
        case .same: text += "the same   \(path.visible)\n"
        case .changed: text += "CHANGED    \(path.visible)\n"
        case .unreadable(let why): text += "NOT THERE  \(path.visible): \(why.visible)\n"
        }
        if case .same = finding { return }
        holds = false
    }

    /// Makes the report anew, and compares every verdict.
    private mutating func compare(_ file: ReportFile) throws {
        func paths(_ role: ReportInput.Role) -> [String] { file.inputs.filter { $0.role == role }.map(\.path) }
        guard !paths(.inventory).contains("-") else {
            text += "the verdicts cannot be made anew: an inventory came by the standard input\n"
            return
        }
        let judged = try JudgedEstate(
            paths(.inventory), evidence: .parse(paths(.evidence).flatMap { ["--evidence", $0] }),
            selection: .parse(
                file.pack.name == "builtin"
                    ? [] : file.pack.name.split(separator: ", ").flatMap { ["--rules", String($0)] }),
            suppression: .parse(
                paths(.waivers).flatMap { ["--waivers", $0] } + paths(.baseline).flatMap { ["--baseline", $0] }),
            configurationOptions: .parse(
                paths(.configuration).isEmpty ? ["--no-config"] : ["--config", paths(.configuration)[0]]),
            since: nil, outputs: [])
        let now = try judged.report(written: file.written)
        if now.pack != file.pack {
            text += "the rules are others than then: what differs below may come from that\n"
        }
        let comparison = Comparison(of: now, since: file)
        let changes = comparison.worse + comparison.better + comparison.new + comparison.gone
        guard !changes.isEmpty else {
            text += "all \(comparison.unchanged) verdicts come out as they were\n"
            return
        }
        holds = false
        text += "CHANGED    \(changes.count) verdicts come out otherwise:\n"
        for change in changes.prefix(20) {
            text +=
                "             \(change.rule) \(change.subject.visible): "
                + "\(change.before?.word ?? "not there") then, \(change.now?.word ?? "not there") now\n"
        }
        if changes.count > 20 { text += "             and \(changes.count - 20) more\n" }
    }
}
