import Evidence

/// What the report was made from, with the hashes by which it is checked, and what the page leaves out.
struct InputsSection {
    private let content: PageContent
    private let leftOut: [String]

    init(_ content: PageContent, leftOut: [String]) {
        self.content = content
        self.leftOut = leftOut
    }

    private var report: ComplianceReport { content.report }

    var section: PageSection {
        var table = Self.table("What this report was made from")
        for input in report.inputs {
            table.add([
                .name(input.path, most: 100), .text(input.role.rawValue), "\(count: input.bytes)",
                Self.hash(input.sha256),
            ])
        }
        let check: Markup = """
            <p>Made anew by \(Markup.command(report.command.cut(to: 4_000))).</p>
            <p>The rules have the SHA-256 \(Self.hash(report.pack.sha256)). \
            \(Markup.command("\(report.toolName) verify")) checks a report against its inputs; its own SHA-256 stands \
            in the file beside it.</p>

            """
        let title = "Evidence and inputs"
        return PageSection(
            id: "inputs", title: title,
            markup: .section("inputs", title, table.markup + "\(captures)" + check + "\(summary)"))
    }

    /// The captures that figures were taken from.
    private var captures: Markup? {
        let files = report.measurements.flatMap { measurement in
            measurement.evidence.paths.flatMap { $0.capture?.files ?? [] }.map { (measurement.path, $0) }
        }
        guard !files.isEmpty else { return nil }
        var table = Self.table("Captures", isCaptionShown: false)
        for (evidence, file) in files.prefix(content.limits.captures) {
            table.add([
                .name(file.file, most: 100), "capture of \(Markup.name(evidence, most: 60))",
                file.bytes.map { .figure($0) } ?? "", Self.hash(file.sha256),
            ])
        }
        let further = files.count - content.limits.captures
        let rest: Markup? =
            further > 0 ? .hint("\(String.of(further, "further capture")): the evidence names each.") : nil
        return """
            <details\(files.count <= 12 ? " open" : "")><summary>\(String.of(files.count, "capture"))</summary>
            \(table.markup)\(rest)</details>

            """
    }

    private var summary: Markup? {
        guard !leftOut.isEmpty else { return nil }
        let items = leftOut.map { thing -> Markup in
            "<li>\(thing.prefix(1).uppercased() + thing.dropFirst()).</li>\n"
        }
        return """
            <div class='notice'><h3 id='left-out'>What this page leaves out</h3>
            <ul>
            \(items)</ul>
            <p>The reports as JSON and CSV have all of it.</p></div>

            """
    }

    private static func table(_ caption: String, isCaptionShown: Bool = true) -> HTMLTable {
        HTMLTable(
            caption, isCaptionShown: isCaptionShown,
            columns: [.text("File"), .text("Kind"), .number("Bytes"), .text("SHA-256")])
    }

    private static func hash(_ digits: String) -> Markup { "<code class='sha'>\(digits.cut(to: 80))</code>" }
}
