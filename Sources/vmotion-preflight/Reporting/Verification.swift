import ArgumentParser
import FoundationEssentials
import Report
import RuleEngine
import SourceText

/// What became of a report and of the files that it rests on since it was written.
struct Verification {
    /// What became of one file.
    private enum Finding {
        case same
        case changed
        case unreadable(String)
    }

    /// What it all amounts to.
    enum Outcome {
        /// All is what it was, and the report comes out the same.
        case holds
        /// Something differs, or is not there any more.
        case differs
        /// The files are what they were, and the report cannot be made anew here.
        case untold
    }

    /// A line for each file, and what came of making the report anew.
    private(set) var text = ""
    private(set) var outcome = Outcome.holds

    /// Looks at the report at `path`, whose sums lie beside it.
    init(of path: String) throws {
        let sums = try ReportSums(SourceFile.read(ReportSums.path(of: path), onlyRegular: true))
        let report = try SourceFile.read(path, onlyRegular: true)
        tell(path, Checksum.sha256(of: report.bytes) == sums.entries[0].sum ? .same : .changed)
        var isMissing = false
        for entry in sums.entries.dropFirst() {
            let finding = Self.look(at: entry)
            if case .unreadable = finding { isMissing = true }
            tell(entry.path, finding)
        }
        if isMissing { text += "Paths are as they were named where report was run: run verify there.\n" }
        if outcome == .holds { try compare(report, sums) }
    }

    private static func look(at entry: ReportSums.Entry) -> Finding {
        do {
            return Checksum.sha256(of: try SourceFile.read(entry.path, onlyRegular: true).bytes) == entry.sum
                ? .same : .changed
        } catch {
            return .unreadable(error.message)
        }
    }

    private mutating func tell(_ path: String, _ finding: Finding) {
        switch finding {
        case .same: text += "the same   \(path.visible)\n"
        case .changed: text += "CHANGED    \(path.visible)\n"
        case .unreadable(let why): text += "NOT THERE  \(path.visible): \(why.visible)\n"
        }
        if case .same = finding { return }
        outcome = .differs
    }

    /// Makes the report anew, as of when it was written, and compares it.
    private mutating func compare(_ report: SourceFile, _ sums: ReportSums) throws {
        let origin = sums.origin
        guard origin.version == version else {
            return cannotTell("it is of version \(origin.version), and this is \(version)")
        }
        guard origin.arguments.first == "report",
            let command = try? ReportCommand.parse(Array(origin.arguments.dropFirst())),
            let time = try? Date(origin.written, strategy: .iso8601)
        else {
            throw Diagnostic(
                .error, path: ReportSums.path(of: report.path), message: "its first line is not one that report wrote")
        }
        guard !command.paths.contains("-") else { return cannotTell("an inventory came by the standard input") }
        let listed = Set(sums.entries.dropFirst().map(\.path))
        // No file is read that has no sum, but rules, which have one together. A directory stands for files below it.
        guard command.named.isSubset(of: listed),
            command.paths.allSatisfy({ path in listed.contains { $0 == path || $0.hasPrefix(path) } })
        else { return differs("it was made from other files than have their sums here") }
        let inputs = try command.inputs(besides: report.path)
        guard Set(inputs.files + inputs.decisionFiles + [command.since].compactMap(\.self)) == listed else {
            return differs("it was made from other files than have their sums here")
        }
        let judge: Judge
        do {
            judge = try Judge(inputs)
        } catch {
            return cannotTell("\(error)")
        }
        let rules = Checksum.sha256(of: judge.pack.files)
        guard origin.rules == rules else {
            return cannotTell("it is of the rules \(origin.rules.prefix(12)), and these are \(rules.prefix(12))")
        }
        let now = try judge.judge(at: time, keepsPasses: true)
            .report(written: origin.written, since: command.readSince())
        if command.format.render(now) == report.bytes {
            text += "made anew from them, it is the same byte for byte\n"
        } else {
            differs("made anew from them, it is another one")
            if command.format == .json, let file = try? ReportFile(report) { tell(Comparison(of: now, since: file)) }
        }
    }

    private mutating func cannotTell(_ why: String) {
        outcome = .untold
        text += "UNKNOWN    it cannot be made anew: \(why.visible)\n"
    }

    private mutating func differs(_ what: String) {
        outcome = .differs
        text += "CHANGED    \(what)\n"
    }

    /// The verdicts that differ.
    private mutating func tell(_ comparison: Comparison) {
        let changes = comparison.worse + comparison.better + comparison.new + comparison.gone
        for change in changes.prefix(20) {
            text +=
                "           \(change.rule) \(change.subject.visible): \(change.before?.word ?? "not there") there, "
                + "\(change.now?.word ?? "not there") anew\n"
        }
        if changes.count > 20 { text += "           and \(changes.count - 20) more\n" }
    }
}
