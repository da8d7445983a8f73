import Testing

@Suite struct DirectoryTests {
    private let rules = ["rules/TST001.yaml": RuleFixture().text]

    @Test func `A directory stands for the inventories in it and below`() throws {
        let files = [
            "estate/b.yml": "hosts: [{name: esx2}]", "estate/a.yaml": "hosts: [{name: esx1}]",
            "estate/deep/c.json": "{\"hosts\": [{\"name\": \"esx3\"}]}", "estate/notes.txt": "- not: [an inventory",
            "estate/.hidden.yaml": "- not: [an inventory",
        ]
        try Workbench.with(files.merging(rules) { $1 }) { bench in
            let run = try bench.preflight("lint", "estate", "--rules", "rules")
            #expect(run.exitCode == 1)
            #expect(run.errors.isEmpty)
            let places = run.output.matches(of: /--> (\S+):\d+:\d+/).map { String($0.1) }
            #expect(places == ["estate/a.yaml", "estate/b.yml", "estate/deep/c.json"])
            #expect(try bench.preflight("lint", "estate/", "--rules", "rules").output == run.output)
        }
    }

    @Test func `A file that is named twice is read once`() throws {
        let files = ["estate/a.yaml": "hosts: [{name: esx1}]"]
        try Workbench.with(files.merging(rules) { $1 }) { bench in
            let run = try bench.preflight("lint", "estate", "estate/a.yaml", "estate", "--rules", "rules")
            #expect(run.output.hasSuffix("\n1 error, 0 warnings, 0 info; 0 unknown; 0 passed, 0 not applicable\n"))
        }
    }

    @Test func `One broken file among good ones is named, and nothing is judged`() throws {
        let files = [
            "estate/a.yaml": "hosts: [{name: esx1}]", "estate/b.yaml": "hosts:\n  - name: [esx2]\n",
            "estate/c.yaml": "hosts: {name: esx3}",
        ]
        try Workbench.with(files.merging(rules) { $1 }) { bench in
            let run = try bench.preflight("lint", "estate", "--rules", "rules")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(
                run.complaints == [
                    "estate/b.yaml:2:11: error: name: expected text, found a list",
                    "estate/c.yaml:1:8: error: hosts: expected a list of mappings, found a mapping",
                ])
        }
    }

    @Test func `A directory without inventories`() throws {
        try Workbench.with(["estate/notes.txt": ""]) { bench in
            let run = try bench.preflight("lint", "estate")
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["estate: error: holds no .yaml, .yml or .json file"])
        }
    }
}
