import Foundation
import TestSupport
import Testing

/// The page that `report` writes, opened and used in a browser.
///
/// `Tests/Browser/check-page` tells what is looked at.
@Suite(.serialized, .needs(Requirement.browser, "chromium, chromium-driver, python3-selenium or poppler-utils"))
struct PageTests {
    private func page(of sample: Sample) throws -> String {
        let evidence = sample.evidence.flatMap { ["--evidence", $0] }
        let run = try execute([Repository.binary, "report", "--no-config"] + sample.inventories + evidence)
        #expect(run.exitCode == 0, "\(run.errors)")
        return run.output
    }

    /// What checks say of pages, each after its checks: exit code 0 when nothing is wrong.
    private func look(_ looks: [(checks: String, page: String)]) throws -> Program.Outcome {
        let pages = looks.enumerated().map { (checks: $1.checks, name: "\($0).html", page: $1.page) }
        return try Workbench.with(Dictionary(uniqueKeysWithValues: pages.map { ($0.name, $0.page) })) { bench in
            if Requirement.axe {
                try bench.write(Data(execute(["\(Requirement.pythonTools)/axe"]).output.utf8), to: "axe.min.js")
            }
            // Unlike `execute`, this ends it by a signal on which it takes the browser with it.
            return try Program.run(
                ["\(Repository.root)/Tests/Browser/check-page"] + pages.flatMap { [$0.checks, $0.name] }
                    + ["--axe", "axe.min.js"],
                environment: ["PYTHONDONTWRITEBYTECODE": "1"], in: bench.folder, seconds: 180)
        }
    }

    /// One page has everything; the other one has the charts of trials that the first lacks.
    @Test(arguments: [("two-site-report", "screens,paper,keys,without-script"), ("trial-migrations", "screens,paper")])
    func `The page of a sample is seen, printed and used without fault`(sample: String, checks: String) throws {
        let found = try look([(checks, page(of: Sample(folder: sample)))])
        #expect(found.exitCode == 0, "\(found.output)\(found.errors)")
    }

    @Test(.needs(Requirement.axe, "axe"))
    func `axe finds no barrier, light or dark, and finds a button without a name`() throws {
        let pages = try ["two-site-report", "trial-migrations"].map { try page(of: Sample(folder: $0)) }
        let broken = pages[1].replacing("</main>", with: "<button></button></main>")
        let found = try look([("axe", pages[0]), ("axe", pages[1]), ("axe", broken)])
        let said = found.output.split(separator: "\n").filter { $0.contains(": axe: ") }
        let expected = ["light", "dark"].map { "2.html: axe: \($0): button-name:" }
        #expect(found.exitCode == 1 && said.count == 2, "\(found.output)\(found.errors)")
        #expect(zip(said, expected).allSatisfy { $0.hasPrefix($1) }, "\(found.output)\(found.errors)")
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
        let found = try look([("hostile", written.output)])
        #expect(found.exitCode == 0, "\(found.output)\(found.errors)")
    }

    /// What is put in place of what, by which check it is found, and what that says.
    private static let faults = [
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
    ]

    @Test func `Pages with a fault are found out`() throws {
        let whole = try page(of: Sample(folder: "measured-two-sites"))
        let broken = try Self.faults.map { check, text, fault, _ in
            let broken = whole.replacing(text, with: fault, maxReplacements: 1)
            try #require(broken != whole)
            return (checks: check, page: broken)
        }
        let found = try look(broken)
        let lines = found.output.split(separator: "\n")
        for (index, fault) in Self.faults.enumerated() {
            let said = lines.filter { $0.hasPrefix("\(index).html: \(fault.0): ") }
            #expect(said.contains { $0.contains(fault.3) }, "\(fault): \(found.output)\(found.errors)")
        }
    }
}
