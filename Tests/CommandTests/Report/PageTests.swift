import Foundation
import TestSupport
import Testing

/// The page that `report` writes, opened and used in a browser.
///
/// `Tests/Browser/check-page` tells what is looked at.
@Suite(.serialized, .needs(Requirement.browser, "chromium, chromium-driver, python3-selenium or poppler-utils"))
struct PageTests {
    /// One page with paths, and one with trials.
    private static let samples = ["measured-two-sites", "trial-migrations"]

    private static let checks = ["screens", "paper", "keys", "without-script"]

    private func page(of sample: Sample) throws -> String {
        let evidence = sample.evidence.flatMap { ["--evidence", $0] }
        let run = try execute([Repository.binary, "report", "--no-config"] + sample.inventories + evidence)
        #expect(run.exitCode == 0, "\(run.errors)")
        return run.output
    }

    /// What `check` says of a page: exit code 0 when nothing is wrong.
    private func look(_ check: String, at page: String) throws -> Program.Outcome {
        try Workbench.with(["page.html": page]) { bench in
            let axe = "\(bench.folder)/axe.min.js"
            if check == "axe" {
                try bench.write(Data(execute(["\(Requirement.pythonTools)/axe"]).output.utf8), to: "axe.min.js")
            }
            // Unlike `execute`, this ends it by a signal on which it takes the browser with it.
            return try Program.run(
                ["\(Repository.root)/Tests/Browser/check-page", check, "page.html", "--axe", axe],
                environment: ["PYTHONDONTWRITEBYTECODE": "1"], in: bench.folder, seconds: 90)
        }
    }

    @Test(arguments: samples, checks)
    func `The page of a sample is seen, printed and used without fault`(sample: String, check: String) throws {
        let found = try look(check, at: page(of: Sample(folder: sample)))
        #expect(found.exitCode == 0, "\(found.output)\(found.errors)")
    }

    @Test(.needs(Requirement.axe, "axe"), arguments: samples)
    func `axe finds no barrier in it, light or dark`(sample: String) throws {
        let found = try look("axe", at: page(of: Sample(folder: sample)))
        #expect(found.exitCode == 0, "\(found.output)\(found.errors)")
    }

    @Test func `Hostile names run nothing, nor would they as markup`() throws {
        let names = [
            "<script>document.title='owned';window.owned=1</script>", "</script><script>alert('owned')</script>",
            "'\"><img src=x onerror=\"document.title='owned'\">", "<svg onload=alert(`owned`)>",
            "</title><script>owned=1</script>", "javascript:owned=1", "&lt;script&gt;owned=1&lt;/script&gt;",
            "--><iframe srcdoc='<script>parent.owned=1</script>'>", "' autofocus onfocus='owned=1",
            "</style><style>*{display:none}owned", "\u{202e}<b>owned", "]]></svg><script>owned=1</script>",
            "</details></main><form action=//owned.test>", "${owned=1}{{owned=1}}", "a\\'onmouseover=owned=1 x=",
        ]
        let hosts = names.map { ["name": $0, "cluster": $0, "site": $0, "vmkernelAdapters": []] as [String: Any] }
        let inventory = try JSONSerialization.data(withJSONObject: ["hosts": hosts])
        let written = try preflight("report", "--no-config", "-", input: String(decoding: inventory, as: UTF8.self))
        #expect(written.exitCode == 0, "\(written.errors)")
        let found = try look("hostile", at: written.output)
        #expect(found.exitCode == 0, "\(found.output)\(found.errors)")
    }

    @Test(arguments: [
        ("screens", "</main>", "<table width=3000><tr><td>wide</table></main>", "sticks out"),
        ("screens", "</main>", "<script>1</script></main>", "the console says"),
        ("screens", "<body>", "<body hidden>", "is blank"),
        ("paper", "</main>", "<table width=3000><tr><td>wide</table></main>", "sticks out on paper"),
        ("paper", "<body>", "<body hidden>", "the PDF does not say"),
        ("keys", " id='search'", " id='search' tabindex='-1'", "not reached"),
        ("without-script", "id='show-warning'", "id='show-warnings'", "the box of warnings"),
        ("hostile", "</main>", "<form></form></main>", "foreign: 1"),
        ("hostile", "</main>", "<p onclick='1'></p></main>", "handlers: 1"),
        ("hostile", "Content-Security-Policy", "none", "by force: a dialog says '1'"),
    ])
    func `A page with a fault is found out`(check: String, text: String, fault: String, says: String) throws {
        let whole = try page(of: Sample(folder: Self.samples[0]))
        let broken = whole.replacing(text, with: fault, maxReplacements: 1)
        try #require(broken != whole)
        let found = try look(check, at: broken)
        #expect(found.exitCode == 1 && found.output.contains(says), "\(found.output)\(found.errors)")
    }

    @Test(.needs(Requirement.axe, "axe"))
    func `A button without a name is found out by axe`() throws {
        let page = try page(of: Sample(folder: Self.samples[0])).replacing("</main>", with: "<button></button></main>")
        let found = try look("axe", at: page)
        #expect(found.exitCode == 1 && found.output.contains("light: button-name:"), "\(found.output)\(found.errors)")
    }
}
