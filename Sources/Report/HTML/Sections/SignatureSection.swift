/// Room for the names of those who answer for the report, on paper.
enum SignatureSection {
    static let section = PageSection(
        id: "sign", title: "Signatures",
        markup: .section(
            "sign", "Signatures",
            """
            <p class='hint'>This report was read with its findings, its unknowns and its waivers. Its SHA-256 stands in \
            the file beside it.</p>
            <div class='signatures'>
            \(signature("Checked by"))\(signature("Accepted by"))</div>

            """))

    private static func signature(_ who: String) -> Markup {
        let lines = ["Name", "Place and date", "Signature"].map { line -> Markup in
            "<div><dt>\(line)</dt><dd>&nbsp;</dd></div>"
        }
        return "<div><p class='who'>\(who)</p><dl>\(lines)</dl></div>\n"
    }
}
