import FoundationEssentials
import Report
import RuleEngine
import Testing

@Suite struct SARIFReportTests {
    private struct Log: Decodable {
        struct Run: Decodable {
            let tool: Tool
            let invocations: [Invocation]
            let results: [Result]
        }

        struct Tool: Decodable {
            let driver: Driver
        }

        struct Driver: Decodable {
            let rules: [Rule]
        }

        struct Rule: Decodable {
            let id: String
            let shortDescription: Message
            let fullDescription: Message
            let help: Message
            let properties: Properties
        }

        struct Properties: Decodable {
            let tags: [String]
        }

        struct Message: Decodable {
            let text: String
            let markdown: String?
        }

        struct Invocation: Decodable {
            let executionSuccessful: Bool
            let toolExecutionNotifications: [Notification]
        }

        struct Notification: Decodable {
            let level: String
            let message: Message
        }

        struct Result: Decodable {
            let ruleId: String
            let ruleIndex: Int
            let kind: String
            let level: String
            let message: Message
            let locations: [Location]
            let relatedLocations: [Location]
            let partialFingerprints: [String: String]
        }

        struct Location: Decodable {
            let id: Int?
            let physicalLocation: PhysicalLocation
        }

        struct PhysicalLocation: Decodable {
            let artifactLocation: [String: String]
        }

        let runs: [Run]
    }

    private func run(_ estate: Estate) throws -> Log.Run {
        let log = try JSONDecoder().decode(Log.self, from: Data(estate.render(.sarif).utf8))
        return try #require(log.runs.first)
    }

    @Test func `Levels are SARIF's, and what is unknown is open`() throws {
        let run = try run(.mixed)
        #expect(run.results.map(\.level) == ["error", "warning", "note", "none", "none", "none"])
        #expect(run.results.map(\.kind) == ["fail", "fail", "fail", "open", "open", "open"])
        #expect(run.results.allSatisfy { run.tool.driver.rules[$0.ruleIndex].id == $0.ruleId })
        #expect(run.invocations.map(\.executionSuccessful) == [true])
    }

    @Test func `A clean run has an empty list of results and all of the rules`() throws {
        let run = try run(.clean)
        #expect(run.results.isEmpty)
        #expect(run.tool.driver.rules.map(\.id) == ["TST001", "TST002", "TST003"])
    }

    @Test func `A finding's rule is there even when nobody named it`() throws {
        let full = try Estate.mixed.report
        let report = LintReport(
            toolName: full.toolName, toolVersion: full.toolVersion, inputs: full.inputs, evaluation: full.evaluation,
            rules: [full.rules[2]])
        #expect(report.rules.map(\.id) == ["TST003", "TST002", "TST001"])
    }

    @Test func `The message links to the peers and says how many more there are`() throws {
        let run = try run(Estate.hosts(6, keys: "ip: 10.0.0.1/24", rules: [Rules.uniqueAddress]))
        let result = try #require(run.results.first)
        #expect(
            result.message.text == """
                esx1/vmk0 has the address 10.0.0.1, and others have it too
                Compared with [esx2/vmk0](1), [esx3/vmk0](2), [esx4/vmk0](3), 2 more
                Fix: Give each an address of its own.
                """)
        #expect(result.relatedLocations.map(\.id) == [1, 2, 3])
        #expect(result.locations.count == 1)
    }

    @Test func `A name cannot make a link`() throws {
        let inventory = """
            hosts:
            - {name: "[a](https://x.test)", vmkernelAdapters: [{device: vmk0, ip: 10.0.0.1/24}]}
            - {name: "[b]", vmkernelAdapters: [{device: vmk0, ip: 10.0.0.1/24}]}
            """
        let result = try #require(run(Estate(inventory: inventory, rules: [Rules.uniqueAddress])).results.first)
        #expect(result.message.text.hasPrefix("\\[a\\](https://x.test)/vmk0 has"))
        #expect(result.message.text.contains("[\\[b\\]/vmk0](1)"))
    }

    @Test(arguments: [
        ("hosts.yaml", "hosts.yaml"), ("./././a/b.yaml", "a/b.yaml"), ("../b.yaml", "../b.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"), ("<stdin>", "%3Cstdin%3E"),
        ("c:ö%\n#?.yaml", "c%3A%C3%B6%25%0A%23%3F.yaml"),
    ])
    func `Paths are URI references`(path: String, uri: String) throws {
        var estate = Estate.mixed
        estate.path = path
        let result = try #require(run(estate).results.first)
        #expect(result.locations[0].physicalLocation.artifactLocation == ["uri": uri])
    }

    @Test func `Results of one fingerprint are told apart`() throws {
        let vm = "{name: a, host: esx1, memoryMB: 1}"
        let inventory = "vms: [\(vm), \(vm)]\nhosts: [{name: esx1}]"
        let rule = """
            id: TST004
            name: memory
            title: A virtual machine has memory
            severity: error
            category: vms
            subject: vms
            requires: [memoryMB]
            require: {memoryMB: ">= 4"}
            at: memoryMB
            message: "{subject} has {memoryMB} MiB"
            why: It needs some.
            fix: {text: Give it some.}
            """
        let prints = try run(Estate(inventory: inventory, rules: [rule])).results.map(\.partialFingerprints)
        #expect(prints.map { $0["vmotionPreflight/v1"] } == ["TST004/a/esx1/memoryMB", "TST004/a/esx1/memoryMB:2"])
        #expect(prints.map { $0["primaryLocationLineHash"] } == prints.map { $0["vmotionPreflight/v1"] })
    }

    @Test func `A rule that could not be evaluated is a notification, for it has no place`() throws {
        let run = try run(.overrun)
        #expect(run.results.isEmpty)
        #expect(run.invocations[0].executionSuccessful == false)
        #expect(run.invocations[0].toolExecutionNotifications.map(\.level) == ["error"])
    }

    @Test func `More than GitHub takes are cut, the least grave first, and that is said`() throws {
        var estate = Estate.hosts(25_010, keys: "mtu: 1500", rules: [Rules.largeMTU, Rules.uniqueAddress])
        estate.rules[1] = Rules.largeMTU.replacing("TST001", with: "TST000").replacing("warning", with: "error")
            .replacing("\">= 9000\"", with: "\">= 1501\"")
            .replacing("subject: vmk", with: "where: id > 25000\nsubject: vmk")
        let run = try run(estate)
        #expect(run.results.count == 25_000)
        #expect(run.results.prefix(11).map(\.level) == Array(repeating: "error", count: 10) + ["warning"])
        #expect(
            run.invocations[0].toolExecutionNotifications.map(\.message.text) == [
                "20 of 25020 results are left out, the least grave: code scanning takes 25000. "
                    + "The JSON report has them all."
            ])
        #expect(run.invocations[0].executionSuccessful)
    }

    @Test func `A rule stays within GitHub's limits`() throws {
        let requirements = (1...30).map { "R\($0)" }.joined(separator: ", ")
        let rule = Rules.largeMTU.replacing("[ESXI-80-000160]", with: "[\(requirements)]")
            .replacing("Larger packets cost less.", with: String(repeating: "x", count: 2000))
        let described = try run(Estate(inventory: Estate.clean.inventory, rules: [rule])).tool.driver.rules[0]
        #expect(described.properties.tags == ["mtu"] + (1...19).map { "STIG/R\($0)" })
        #expect(described.fullDescription.text == String(repeating: "x", count: 1023) + "…")
    }

    @Test func `The help holds the reason, the fix, the commands and the references`() throws {
        let rules = try run(.clean).tool.driver.rules
        #expect(
            rules[0].help.markdown == """
                Larger packets cost less.

                **Fix:** Set the MTU of {subject} to 9000.

                **esxcli**

                ```shell
                esxcli network ip interface set -m 9000 -i {device}
                ```

                References:

                - A book: on packets
                """)
        #expect(rules[1].help.text.contains("PowerCLI:\nGet-VMHostNetworkAdapter"))
        #expect(rules[2].properties.tags == ["releases", "preview"])
    }
}
