import Report
import Testing

@Suite struct CheckoutTests {
    /// The path that GitLab is told of `path`.
    private func told(_ path: String, _ checkout: Checkout) throws -> Substring {
        let report = try Estate(path: path, inventory: "hosts: [{name: esx1, build: 1}]", rules: [Rules.build]).report
        let own = LintReport(
            toolName: report.toolName, toolVersion: report.toolVersion, inputs: report.inputs,
            evaluation: report.evaluation, rules: report.rules, checkout: checkout)
        let text = try ReportFormat.gitlab.render(own, timestamp: "")
        return try #require(text.firstMatch(of: /"path" : "(.*)"/)).1
    }

    @Test(arguments: [
        ("h.yaml", "sub/h.yaml"), ("./h.yaml", "sub/h.yaml"), ("../h.yaml", "h.yaml"), ("/repo/a/h.yaml", "a/h.yaml"),
        ("/repo/../repo/h.yaml", "h.yaml"), ("../../h.yaml", "../../h.yaml"), ("/else/h.yaml", "/else/h.yaml"),
        ("/repository/h.yaml", "/repository/h.yaml"), ("<stdin>", "<stdin>"),
    ])
    func `A path is told from the root of the repository`(path: String, expected: String) throws {
        #expect(try told(path, Checkout(root: "/repo", directory: "/repo/sub")) == expected)
    }

    @Test(arguments: [
        ("h.yaml", "h.yaml"), ("././h.yaml", "h.yaml"), ("/a/h.yaml", "/a/h.yaml"), ("../h.yaml", "../h.yaml"),
    ])
    func `Without a repository a path stays as it is`(path: String, expected: String) throws {
        #expect(try told(path, Checkout()) == expected)
    }
}
