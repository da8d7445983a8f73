import Foundation
import Testing

@Suite struct HostileInventoryTests {
    /// Nine times nine times nine …: a few hundred bytes that stand for 9¹¹ nodes.
    private static func aliasBomb(_ key: (Int) -> String, item: String) -> String {
        (0..<12).map { level in
            let items = Array(repeating: level == 0 ? item : "*a\(level - 1)", count: 9).joined(separator: ", ")
            return "\(key(level)): &a\(level) [\(items)]\n"
        }.joined()
    }

    /// Two thousand hosts that each merge two thousand mappings.
    private static let mergeBomb =
        "x: &a {name: esx}\ny: &b [\(String(repeating: "*a, ", count: 2000))*a]\nhosts:\n"
        + (0..<2000).map { "  - {name: esx\($0), <<: *b}\n" }.joined()

    @Test(arguments: [
        ("under keys that nobody reads", aliasBomb({ "x\($0)" }, item: "x") + "hosts: [{name: esx1}]\n"),
        ("as hosts", aliasBomb({ "x\($0)" }, item: "x") + "hosts: *a11\n"),
        ("as merges", mergeBomb),
    ])
    func `Aliases that expand without measure`(_ name: String, text: String) throws {
        try Workbench.with(["bomb.yaml": text]) { bench in
            let run = try bench.shell("ulimit -v 4000000; timeout --signal=KILL 20 \"$preflight\" lint bomb.yaml")
            #expect(run.exitCode == 2)
            #expect(run.output.isEmpty)
            #expect(
                run.complaints.last?.wholeMatch(
                    of: /bomb\.yaml:\d+:\d+: error: aliases expand to more than \d+ nodes.*/) != nil,
                "\(run.complaints.last?.prefix(300) ?? "nothing is said")")
        }
    }

    @Test(arguments: [
        ("hosts: " + String(repeating: "[", count: 100_000), 71),
        ("x: " + String(repeating: "{a: ", count: 1000) + "1" + String(repeating: "}", count: 1000), 256),
    ])
    func `Collections that nest without measure`(_ text: String, column: Int) throws {
        try Workbench.with(["deep.yaml": text]) { bench in
            let run = try bench.preflight("lint", "deep.yaml", seconds: 20)
            #expect(run.exitCode == 2)
            #expect(
                run.complaints.last == "deep.yaml:1:\(column): error: collections nest more than 64 deep here")
        }
    }

    @Test func `A file above the limit is not read at all`() throws {
        try Workbench.with([:]) { bench in
            let run = try bench.shell(
                "truncate -s 1100M big.yaml; ulimit -v 4000000; timeout --signal=KILL 10 \"$preflight\" lint big.yaml")
            #expect(run.exitCode == 2)
            #expect(
                run.complaints == [
                    "big.yaml: error: is larger than the limit of 1 GiB; split it by cluster into several files"
                ])
        }
    }

    /// A file of procfs announces 0 bytes and has more, as one that grows while it is read.
    @Test func `A file that grows while it is read`() throws {
        let run = try preflight("lint", "/proc/version")
        #expect(run.exitCode == 2)
        #expect(run.complaints.count == 1)
        #expect(
            run.errors.wholeMatch(
                of: /\/proc\/version: error: changed while it was read: \d+ bytes instead of 0; run again .*\n/) != nil)
    }

    /// A file of sysfs announces 4096 bytes and has fewer, as one that is cut while it is read.
    @Test(.enabled(if: FileManager.default.isReadableFile(atPath: shortFile), "sysfs is not mounted"))
    func `A file that is cut while it is read`() throws {
        let run = try preflight("lint", Self.shortFile)
        #expect(run.exitCode == 2)
        #expect(run.complaints.count == 1)
        #expect(run.errors.contains(#/changed while it was read: \d+ bytes instead of 4096; run again /#))
    }

    private static let shortFile = "/sys/kernel/mm/transparent_hugepage/enabled"

    @Test func `A name cannot steer the terminal or forge a line`() throws {
        let text = #"hosts: [{name: "esx1\e[2J\r\nerror[VMN999]: forged", vmkernelAdapters: []}]"#
        try Workbench.with(["steer.yaml": text]) { bench in
            let run = try bench.preflight("lint", "steer.yaml")
            #expect(run.exitCode == 1)
            #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\r" })
            #expect(!run.output.contains("\nerror[VMN999]"))
            #expect(run.output.contains(#"esx1\u{1B}[2J\u{D}\u{A}error[VMN999]: forged has no VMkernel adapter"#))
        }
    }

    @Test func `A sample cut anywhere ends in an answer`() throws {
        let sample = Array(try Data(contentsOf: URL(filePath: "\(Repository.root)/Samples/two-sites/inventory.yaml")))
        try Workbench.with([:]) { bench in
            for length in stride(from: 0, to: sample.count, by: sample.count / 40) {
                try bench.write(Data(sample[..<length]), to: "cut.yaml")
                let run = try bench.preflight("lint", "cut.yaml", seconds: 20)
                #expect((0...2).contains(run.exitCode), "cut at \(length)")
                #expect(run.exitCode != 2 || run.errors.hasPrefix("cut.yaml:"), "cut at \(length)")
            }
        }
    }
}
