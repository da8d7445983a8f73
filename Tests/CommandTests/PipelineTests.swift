import Foundation
import Testing

/// What the repository offers to pipelines, run as they run it.
@Suite(.needs(Requirement.yaml, "python3-yaml")) struct PipelineTests {
    private static let scripts = "\(Repository.root)/Tests/Pipelines"
    private static let bad = "Samples/duplicate-address/inventory.yaml"
    private static let good = "Samples/two-sites/inventory.yaml"

    /// A folder with a sample as its inventory, in which `vmotion-preflight` is on the search path.
    private func withInventory<Result>(_ sample: String, _ body: (Workbench) throws -> Result) throws -> Result {
        let text = try String(contentsOfFile: "\(Repository.root)/\(sample)", encoding: .utf8)
        return try Workbench.with(["inventories/my lab.yaml": text, "tools/.keep": ""]) { bench in
            #expect(try bench.shell("ln -s \"$preflight\" tools/vmotion-preflight").exitCode == 0)
            return try body(bench)
        }
    }

    private func run(_ arguments: [String], _ bench: Workbench) throws -> Run {
        let path = "\(bench.folder)/tools:\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        return try execute(
            arguments, environment: ["PATH": path, "HOME": bench.folder], in: bench.folder, seconds: 120)
    }

    /// What came of a composite action.
    private struct Action: Decodable {
        let exitCode: Int
        let ran: [String]
        let log: String
        let summary: String
        let outputs: [String: String]
    }

    private func action(_ inputs: [String], _ bench: Workbench) throws -> Action {
        let folder = "\(Repository.root)/.github/actions/lint"
        let run = try run(["\(Self.scripts)/run-action", folder, bench.folder] + inputs, bench)
        try #require(run.exitCode == 0, "\(run.errors)")
        return try JSONDecoder().decode(Action.self, from: Data(run.output.utf8))
    }

    @Test func `The action on an inventory with findings`() throws {
        try withInventory(Self.bad) { bench in
            let action = try action(["paths=  inventories/my lab.yaml  \n\n", "options=--color\nnever"], bench)
            #expect(action.exitCode == 1)
            #expect(action.ran == ["find", "lint"])
            #expect(action.outputs == ["exit-code": "1", "sarif": "vmotion-preflight.sarif"])
            #expect(action.log.hasPrefix("::error file=inventories/my lab.yaml,line=25,"))
            #expect(action.summary.contains("VMN205"))
            #expect(try bench.text("vmotion-preflight.sarif").contains("VMN205"))
        }
    }

    @Test func `The action on one without, with a binary of its own and no reports`() throws {
        try withInventory(Self.good) { bench in
            let inputs = ["binary=tools/vmotion-preflight", "sarif=", "summary=false", "fail-on=info", "rules=builtin"]
            let action = try action(["paths=inventories"] + inputs, bench)
            #expect(action.exitCode == 0)
            #expect(action.outputs == ["exit-code": "0", "sarif": ""])
            #expect(action.summary.isEmpty)
            #expect(try bench.names == ["inventories", "tools"])
        }
    }

    @Test(arguments: [
        ["paths=$(touch pwned)"], ["paths=inventories", "fail-on=error\"; touch pwned; \""],
        ["paths=inventories", "rules=`touch pwned`"], ["paths=inventories", "options=; touch pwned"],
        ["paths=--help"], ["paths=inventories", "sarif=none/x\nexit-code=0"],
    ])
    func `No input of the action is a command, and what cannot be linted says so`(inputs: [String]) throws {
        try withInventory(Self.bad) { bench in
            try bench.write(Data("old".utf8), to: "vmotion-preflight.sarif")
            let action = try action(inputs, bench)
            #expect(action.exitCode == 2)
            #expect(action.outputs == ["exit-code": "2", "sarif": ""])
            #expect(
                action.log.contains("\n::error::vmotion-preflight could not lint; the log of this step says why.\n"))
            #expect(try !bench.names.contains("pwned"))
        }
    }

    /// Without a binary the action asks for a cache and would build; the cache is here made beforehand.
    @Test func `The action takes what an earlier run has built`() throws {
        try withInventory(Self.bad) { bench in
            let action = "\(Repository.root)/.github/actions/lint"
            let script = """
                rm tools/vmotion-preflight
                key=$(cd '\(Repository.root)' && find Package.swift Sources Rules -type f -print0 | sort -z |
                    xargs -0 sha256sum | sha256sum | cut -c1-16)
                mkdir -p ".cache/vmotion-preflight/$key" && ln -s "$preflight" ".cache/vmotion-preflight/$key/"
                HOME=$PWD '\(Self.scripts)/run-action' '\(action)' . paths=inventories
                """
            let run = try bench.shell(script)
            let result = try JSONDecoder().decode(Action.self, from: Data(run.output.utf8))
            #expect(result.ran == ["find", "step 3", "lint"])
            #expect(result.exitCode == 1)
        }
    }

    @Test(arguments: [(bad, Int32(1)), (good, Int32(0)), ("Samples/README.md", Int32(2))])
    func `The job for GitLab`(sample: String, code: Int32) throws {
        try withInventory(sample) { bench in
            let job = ["\(Repository.root)/.gitlab/lint.yml", "vmotion-preflight"]
            let run = try run(["\(Self.scripts)/run-gitlab-job"] + job, bench)
            #expect(run.exitCode == code, "\(run.errors)")
        }
    }

    @Test(.needs(Requirement.jq, "jq"), arguments: [(bad, 1), (good, 0)])
    func `What the README shows`(sample: String, code: Int) throws {
        try withInventory(sample) { bench in
            let run = try run(["\(Self.scripts)/run-snippets", "\(Repository.root)/README.md"], bench)
            #expect(run.errors.isEmpty)
            let lines = run.output.split(separator: "\n")
            for title in ["GitHub Actions", "GitLab", "Azure DevOps", "Jenkins"] {
                #expect(lines.contains("\(title): \(code)"))
            }
            let issues = lines.filter { $0.hasPrefix("##vso[task.logissue") }
            #expect(issues.isEmpty == (code == 0))
            let place = "##vso[task.logissue type=error;sourcepath=inventories/my lab.yaml;linenumber=25;code=VMN205;]"
            #expect(issues.contains { $0.hasPrefix(place) } == (code == 1))
        }
    }

    /// The hook as the README shows it, but the one that takes the tool from the search path: building it takes minutes.
    @Test(.needs(Requirement.preCommit, "pre-commit")) func `pre-commit lets pass what has no findings`() throws {
        try withInventory(Self.bad) { bench in
            let good = try String(contentsOfFile: "\(Repository.root)/\(Self.good)", encoding: .utf8)
            let run = try run(
                [
                    "bash", "-euc",
                    """
                    export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                    git init -q hooks && cp '\(Repository.root)/.pre-commit-hooks.yaml' hooks
                    git -C hooks add . && git -C hooks commit -qm hooks
                    git init -q estate && cp -r inventories estate && cd estate
                    '\(Self.scripts)/run-snippets' '\(Repository.root)/README.md' |
                        sed -n '/^repos:/,/files:/p' |
                        sed "s|https.*|$PWD/../hooks|; s|rev: main|rev: $(git -C ../hooks rev-parse HEAD)|" |
                        sed 's|id: vmotion-preflight|&-system|' >.pre-commit-config.yaml
                    git add . && '\(Requirement.pythonTools)/pre-commit' install >&2
                    ! git commit -m bad || exit 3
                    printf '%s' "$1" >'inventories/my lab.yaml'
                    git add . && git commit -m good
                    echo 'no: inventory' >other.yaml && git add . && git commit -m other
                    git log --format=%s
                    """, "bash", good,
                ], bench)
            #expect(run.exitCode == 0, "\(run.errors)")
            #expect(run.errors.contains("error[VMN205]: "))
            #expect(run.output.hasSuffix("other\ngood\n"))
        }
    }
}
