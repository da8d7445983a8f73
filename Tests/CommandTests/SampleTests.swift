import Foundation
import TestSupport
import Testing

@Suite struct SampleTests {
    @Test(arguments: Sample.all)
    func `A sample prints what it is expected to`(_ sample: Sample) throws {
        let run = try sample.lint()
        #expect(run.errors.isEmpty)
        try expect(run.output, isIn: sample.expectedOutput)
        try expect("\(run.exitCode)\n", isIn: sample.expectedExit)
    }

    @Test(arguments: Sample.all)
    func `A sample's README has its command, and the list of samples has the folder`(_ sample: Sample) throws {
        let samples = "\(Repository.root)/Samples"
        let readme = try String(contentsOfFile: "\(samples)/\(sample.folder)/README.md", encoding: .utf8)
        let command = "vmotion-preflight lint " + sample.arguments.joined(separator: " ")
        #expect(readme.split(separator: "\n").contains { $0 == command })
        let list = try String(contentsOfFile: "\(samples)/README.md", encoding: .utf8)
        #expect(list.contains("[\(sample.folder)](\(sample.folder))"))
    }

    @Test func `Every rule has a sample in which it fails`() throws {
        let rules = try preflight("rules", "list").output.split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: " ").first }
            .filter { !$0.hasPrefix("VMN00") }  // Those on waivers and comments have none in the samples
        let outputs = try Sample.all.map { try $0.lint().output }.joined()
        let failing = rules.filter { rule in
            ["error", "warning", "info"].contains { outputs.contains("\($0)[\(rule)]: ") }
        }
        #expect(!rules.isEmpty)
        #expect(failing == rules)
    }

    @Test func `Only the sample of unknown facts and the captured one lack facts`() throws {
        let lacking = try Sample.all.filter { try $0.lint().output.contains("unknown[") }
        #expect(Set(lacking.map(\.folder)) == ["unknown-facts", "captured-with-govc"])
    }

    @Test(arguments: [Sample(folder: "measured-two-sites"), Sample(folder: "measured-faults")])
    func `What was measured is wrong with estates that are fine on paper`(_ sample: Sample) throws {
        let paper = try execute([Repository.binary, "lint"] + sample.inventories + ["--fail-on", "info,unknown"])
        #expect(paper.exitCode == 0, "\(paper.output)")
        #expect(try sample.lint().exitCode == 1)
    }

    @Test func `Nothing at all is said of the healthy sample`() throws {
        let run = try Sample(folder: "two-sites").lint("--fail-on", "info,unknown")
        #expect(run.exitCode == 0)
        #expect(run.output.hasPrefix("no findings in Samples/two-sites/inventory.yaml: "))
    }
}
