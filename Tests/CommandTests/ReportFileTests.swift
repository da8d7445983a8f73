import Foundation
import Testing

@Suite struct ReportFileTests {
    private let files = ["inventory.yaml": "hosts: [{name: esx1}]", "rules/TST001.yaml": RuleFixture().text]

    @Test func `Several reports of one run, and only the asked one is printed`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--rules", "rules", "--format", "json", "--report", "sarif=a.sarif",
                "--report", "junit=b.xml", "--report", "github=c=d.github", "--report", "text=e.txt")
            #expect(run.exitCode == 1)
            #expect(run.errors.isEmpty)
            #expect(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) is [String: Any])
            #expect(try bench.names == ["a.sarif", "b.xml", "c=d.github", "e.txt", "inventory.yaml", "rules"])
            #expect(try bench.text("a.sarif").contains("\"version\" : \"2.1.0\""))
            #expect(try bench.text("b.xml").hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>"))
            #expect(try bench.text("c=d.github").hasPrefix("::error file=inventory.yaml,line=1,"))
            #expect(try bench.text("e.txt").hasPrefix("error[TST001]: esx1 is nothing\n"))
        }
    }

    @Test func `A report replaces the file that is there and keeps its permissions`() throws {
        try Workbench.with(files.merging(["old.txt": "old"]) { $1 }) { bench in
            let run = try bench.shell(
                """
                chmod 640 old.txt && ln -s old.txt link.txt
                "$preflight" lint inventory.yaml --rules rules --fail-on never --report text=link.txt >/dev/null
                stat -c '%a %F' old.txt; stat -c %F link.txt
                """)
            #expect(run.output == "640 regular file\nsymbolic link\n")
            #expect(try bench.text("old.txt").hasPrefix("error[TST001]"))
            #expect(try bench.names == ["inventory.yaml", "link.txt", "old.txt", "rules"])
        }
    }

    @Test func `What is waived stands in every report but in GitLab's, and grouping leaves it out`() throws {
        let files = [
            "inventory.yaml":
                "hosts:\n- name: esx1 # vmotion-preflight: ignore TST001 -- =lab\n- name: esx2\n- name: esx3\n",
            "rules/TST001.yaml": RuleFixture().text,
        ]
        try Workbench.with(files) { bench in
            func lint(_ format: String) throws -> String {
                try bench.preflight("lint", "inventory.yaml", "--rules", "rules", "--group", "--format", format).output
            }
            let (csv, lines, markdown) = (try lint("csv"), try lint("jsonl"), try lint("markdown"))
            #expect(csv.contains("\r\nwaived,error,TST001,a-test,esx1,"))
            #expect(csv.contains(/,inventory.yaml:2:\d+: =lab,\r\n/))
            #expect(lines.matches(of: /"verdict":"waived"/).count == 1)
            #expect(markdown.contains("### Waived (1)\n"))
            #expect(markdown.contains("| esx2 is nothing<br>and 1 more like it:<br>esx3 at"))
            let (text, gitlab) = (try lint("text"), try lint("gitlab"))
            #expect(text.contains("error[TST001]: esx2 is nothing\n"))
            #expect(gitlab.contains("esx2") && !gitlab.contains("esx1"))
        }
    }

    @Test func `The summary of a GitHub job is a file that is there already`() throws {
        try Workbench.with(files.merging(["summary.md": ""]) { $1 }) { bench in
            let run = try bench.shell(
                """
                export GITHUB_STEP_SUMMARY="$PWD/summary.md"
                "$preflight" lint inventory.yaml --rules rules --report markdown=$GITHUB_STEP_SUMMARY >/dev/null
                """)
            #expect(run.exitCode == 1)
            #expect(run.errors.isEmpty)
            #expect(try bench.text("summary.md").hasPrefix("## vmotion-preflight\n\n**1 error, "))
        }
    }

    @Test func `Paths and links are those of the repository, wherever it is linted from`() throws {
        let files = ["lab/estate/inventory.yaml": "hosts: [{name: esx1}]", "rules/TST001.yaml": RuleFixture().text]
        try Workbench.with(files) { bench in
            let run = try bench.shell(
                """
                mkdir .git && cd lab
                export GITHUB_SERVER_URL=https://git.test GITHUB_REPOSITORY=a/b GITHUB_SHA=c0ffee
                "$preflight" lint ./estate --rules ../rules --fail-on never --format gitlab
                "$preflight" lint "$PWD/estate/inventory.yaml" --rules ../rules --fail-on never --format gitlab
                "$preflight" lint estate/../estate --rules ../rules --fail-on never --format markdown
                """)
            #expect(run.errors.isEmpty)
            #expect(run.output.matches(of: /"path" : "lab\/estate\/inventory.yaml"/).count == 2)
            #expect(run.output.contains("](https://git.test/a/b/blob/c0ffee/lab/estate/inventory.yaml#L1)"))
        }
    }

    @Test(arguments: [
        ("none/report.json", "none/report.json: error: cannot be written: No such file or directory"),
        ("rules", "rules: error: cannot be written: it is a directory"),
        ("inventory.yaml/report.json", "inventory.yaml/report.json: error: cannot be written: Not a directory"),
        ("/dev/full", "/dev/full: error: cannot be written: No space left on device"),
    ])
    func `A report that cannot be written is exit code 2, and nothing is left behind`(
        path: String, complaint: String
    ) throws {
        try Workbench.with(files) { bench in
            let run = try bench.preflight("lint", "inventory.yaml", "--rules", "rules", "--report", "json=\(path)")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(run.complaints == [complaint])
            #expect(try bench.names == ["inventory.yaml", "rules"])
        }
    }

    @Test func `A full disk leaves the old report whole`() throws {
        try Workbench.with(files.merging(["report.json": "old"]) { $1 }) { bench in
            let run = try bench.shell(
                """
                trap '' XFSZ; ulimit -f 1
                exec "$preflight" lint inventory.yaml --rules rules --rules builtin --report json=report.json >/dev/null
                """)
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["report.json: error: cannot be written: File too large"])
            #expect(try bench.text("report.json") == "old")
            #expect(try bench.names == ["inventory.yaml", "report.json", "rules"])
        }
    }

    @Test func `The printed report goes nowhere either`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.shell("\"$preflight\" lint inventory.yaml --rules rules >/dev/full")
            #expect(run.exitCode == 2)
            #expect(run.complaints == ["-: error: cannot be written: No space left on device"])
        }
    }

    @Test func `Into a pipe`() throws {
        try Workbench.with(files) { bench in
            let run = try bench.shell(
                """
                mkfifo pipe; timeout 20 cat pipe >piped.json & reader=$!
                "$preflight" lint inventory.yaml --rules rules --format json --report json=pipe >printed.json
                code=$?; wait $reader; test -p pipe && exit $code
                """)
            #expect(run.exitCode == 1)
            #expect(run.errors.isEmpty)
            #expect(try bench.text("piped.json") == bench.text("printed.json"))
            #expect(try !bench.text("piped.json").isEmpty)
        }
    }

    @Test(arguments: ["/dev/stdout", "/dev/fd/1", "-"])
    func `Into the standard output, which is a file`(_ path: String) throws {
        try Workbench.with(files) { bench in
            let run = try bench.preflight(
                "lint", "inventory.yaml", "--rules", "rules", "--report", "github=\(path)")
            #expect(run.exitCode == 1)
            #expect(run.output.hasPrefix("::error file=inventory.yaml,"))
            #expect(run.output.contains("\nerror[TST001]: esx1 is nothing\n"))
            #expect(try bench.shell("test -L /dev/stdout").exitCode == 0)
        }
    }
}
