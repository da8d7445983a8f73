import Evidence

/// What the page begins with: the verdict, the verdicts counted, and what was checked with what.
struct PageHead {
    private let content: PageContent
    private let sentence: ConclusionSentence
    private let leftOut: Int

    /// The head of a page that leaves out so many things.
    init(_ content: PageContent, _ sentence: ConclusionSentence, leftOut: Int) {
        self.content = content
        self.sentence = sentence
        self.leftOut = leftOut
    }

    var markup: Markup {
        let standing = sentence.conclusion.standing
        return """
            <header>
            <p class='kicker'>vMotion preflight report</p>
            <h1><span class='v \(standing.rawValue)'><span class='sign' aria-hidden='true'>\(standing.sign)</span> \
            \(sentence.short)</span> <span class='rest'>\(sentence.long)</span></h1>
            <ul class='tally' aria-label='Verdicts, counted'>
            \(Standing.allCases.map(tally))</ul>
            <dl class='facts'>
            \(facts.map { fact -> Markup in "<div><dt>\(fact.term)</dt><dd>\(fact.text)</dd></div>\n" })</dl>
            \(notice)</header>

            """
    }

    private func tally(_ standing: Standing) -> Markup {
        let count = content.counts[standing, default: 0]
        if standing == .broken, count == 0 { return "" }
        let style = standing.rawValue + (count == 0 ? " none" : "")
        let target = standing < .pass ? "findings" : "verdicts"
        let noun = standing == .pass ? "passed" : standing.noun(count)
        return """
            <li class='\(style)'><a href='#\(target)'><span class='sign' aria-hidden='true'>\(standing.sign)</span>\
            <strong>\(count: count)</strong> \(noun)</a></li>

            """
    }

    private var facts: [(term: String, text: Markup)] {
        let report = content.report
        return [
            ("Written", .time(report.written)),
            ("Tool", "\(report.toolName) \(report.toolVersion)"),
            (
                "Rules",
                """
                \(Markup.text(report.pack.name, most: 80)), \(String.of(report.requirements.count, "requirement")), \
                <code>\(String(report.pack.sha256.prefix(12)))</code>
                """
            ),
            ("Checked", "\(checked(report.estate))"),
            ("Measured", "\(measured)"),
        ]
    }

    /// How many hosts of how many clusters and sites, as far as there are such.
    private func checked(_ estate: Estate) -> String {
        let clusters = estate.clusters.isEmpty ? "" : " in \(String.of(estate.clusters.count, "cluster"))"
        let sites = estate.sites.isEmpty ? "" : " at \(String.of(estate.sites.count, "site"))"
        let verdicts = String.of(content.verdictCount, "verdict")
        return "\(String.of(estate.hosts.count, "host"))\(clusters)\(sites): \(verdicts)"
    }

    /// How many files of evidence there are, and of which days.
    private var measured: String {
        let days = content.report.measurements.map { String($0.evidence.finished.prefix(10)) }.sorted()
        guard let first = days.first, let last = days.last else { return "nothing: no evidence was given" }
        return "\(String.of(days.count, "file")) of evidence, \(first)" + (first == last ? "" : " to \(last)")
            + ": \(Coverage(content.report).text)"
    }

    private var notice: Markup? {
        guard leftOut > 0 else { return nil }
        return """
            <p class='notice'>This page is a summary: <a href='#left-out'>\
            \(String.of(leftOut, "thing is", "things are")) left out</a>, \
            which the reports as JSON and CSV hold.</p>

            """
    }
}
