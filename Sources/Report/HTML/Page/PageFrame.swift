/// What is around the sections: the policy, the style sheet, the contents and the script.
struct PageFrame {
    private let report: ComplianceReport
    private let title: String

    init(_ report: ComplianceReport, title: String) {
        self.report = report
        self.title = title
    }

    func page(_ head: Markup, _ sections: [PageSection]) -> Markup {
        """
        <!doctype html>
        <html lang='en'>
        <head>
        <meta charset='utf-8'>
        <meta http-equiv='Content-Security-Policy' content="\(Self.policy)">
        <meta name='viewport' content='width=device-width, initial-scale=1'>
        <meta name='color-scheme' content='light dark'>
        <meta name='referrer' content='no-referrer'>
        <meta name='generator' content='\(report.toolName) \(report.toolVersion)'>
        <title>\(title) vMotion preflight, \(String(report.written.prefix(10)))</title>
        <style>\(PageStyle.markup)</style>
        </head>
        <body>
        <a href='#main' class='skip'>Skip to the verdict</a>
        <div class='frame'>
        \(contents(sections))<main id='main' tabindex='-1'>
        \(head)\(sections.map(\.markup))</main>
        </div>
        <script>\(PageScript.markup)</script>
        </body>
        </html>

        """
    }

    /// Nothing is loaded, and no style and script is taken but the page's own: so a name that became markup would do nothing.
    private static let policy: Markup = """
        default-src 'none'; style-src 'sha256-\(PageStyle.sha256)'; script-src 'sha256-\(PageScript.sha256)'; \
        base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types
        """

    private func contents(_ sections: [PageSection]) -> Markup {
        let links = sections.map { section -> Markup in "<li><a href='#\(section.id)'>\(section.title)</a></li>\n" }
        return """
            <nav aria-label='Contents'>
            <div class='search' hidden><label for='search'>Search <span class='hint'>(host, address, rule)</span></label>\
            <input type='search' id='search' autocomplete='off' spellcheck='false'><p id='hits' role='status'></p></div>
            <ol>
            \(links)</ol>
            </nav>

            """
    }
}
