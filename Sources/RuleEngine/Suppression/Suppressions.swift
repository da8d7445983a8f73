public import SourceText

/// What findings are waived: by a file of waivers, and by comments in the inventories.
public struct Suppressions: Sendable {
    private var waivers: [Waiver] = []
    private var comments: [IgnoreComment] = []
    private let known: [Rule]

    /// What was odd but not wrong.
    public private(set) var warnings: [Diagnostic] = []

    /// No suppressions yet of the rules in `pack` and of the built-in ones.
    public init(for pack: RulePack) throws {
        known = pack.rules + (try RulePack.builtin().rules)
    }

    /// Adds the waivers in `file`.
    ///
    /// - Throws: ``Diagnostics`` with what is wrong in it.
    public mutating func add(waivers file: SourceFile) throws {
        waivers += try WaiverFile(file, rules: known).waivers()
    }

    /// Adds the comments of `inventory`.
    ///
    /// - Throws: ``Diagnostics`` with what is wrong with them.
    public mutating func add(commentsOf inventory: SourceFile) throws {
        var scanner = IgnoreCommentScanner(inventory, rules: known)
        let found = try scanner.scan()
        comments += found.comments
        warnings += found.warnings
    }

    /// Waives findings of `evaluation`, and tells which waivers have expired and which serve for nothing.
    ///
    /// - Parameters:
    ///   - evaluation: the verdicts.
    ///   - pack: the rules that were asked.
    ///   - settings: how grave the rules on waivers are taken.
    ///   - today: the day in UTC, as `2026-11-22`.
    /// - Throws: ``Diagnostics`` when two waivers are about one finding, so that nobody knows who answers.
    public func apply(
        to evaluation: inout Evaluation, of pack: RulePack, settings: RuleSettings, today: String
    ) throws {
        guard !waivers.isEmpty || !comments.isEmpty else { return }
        let index = SuppressionIndex(waivers, comments)
        var used = Set<Int>()
        var heeded = Set<String>()
        var problems: [Diagnostic] = []
        evaluation.revise { finding in
            guard finding.verdict == .fail || finding.verdict == .unknown, finding.rule.isIgnorable else { return }
            for index in index.comments(about: finding, in: comments) {
                let comment = comments[index]
                heeded.insert("\(index) \(finding.rule.id)")
                finding.waive(
                    Finding.Waiver(reason: comment.reason, owner: nil, expires: nil, location: comment.location))
            }
            let covering = index.waivers(about: finding, in: waivers)
            used.formUnion(covering)
            let valid = covering.filter { !waivers[$0].hasExpired(on: today) }.map { waivers[$0] }
            if valid.count > 1, let last = valid.last {
                let line = valid[0].location.range.start.line
                problems.append(
                    Diagnostic(
                        .error, in: last.location.file, at: last.location.span,
                        message:
                            "this waiver and that at line \(line) are both about \(finding.rule.id) of \(finding.subject); narrow one of them, so that one owner answers"
                    ))
            }
            guard let waiver = valid.first else { return }
            finding.waive(
                Finding.Waiver(
                    reason: waiver.reason, owner: waiver.owner, expires: waiver.expires, location: waiver.location))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        let asked = Set(pack.rules.filter { !settings.isOff($0) }.map(\.id))
        let housekeeping = try SuppressionFindings(settings: settings)
        evaluation.add(
            waivers.filter { $0.hasExpired(on: today) }.map { housekeeping.expired($0, today: today) }
                + waivers.enumerated().filter { index, waiver in
                    !used.contains(index) && asked.contains(waiver.rule) && !waiver.hasExpired(on: today)
                }.map { housekeeping.unused($0.element) }
                + comments.enumerated().flatMap { index, comment in
                    comment.rules.filter { asked.contains($0) && !heeded.contains("\(index) \($0)") }
                        .map { housekeeping.unused(comment, $0) }
                })
    }
}

extension Finding {
    fileprivate mutating func waive(_ waiver: Waiver) {
        verdict = .waived
        self.waiver = waiver
    }
}
