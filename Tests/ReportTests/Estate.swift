import Facts
import Inventory
import Report
import RuleEngine
import SourceText

/// An inventory with rules, judged for real.
struct Estate {
    var path = "estate/hosts.yaml"
    var inventory: String
    var rules: [String]
    var inputs = ["estate"]
    var budget: Budget?

    var report: LintReport {
        get throws {
            let store = try FactStore()
            try InventoryLoader(into: store).load(SourceFile(path: path, bytes: Array(inventory.utf8)))
            let pack = try RulePack(
                rules.enumerated().map { SourceFile(path: "rule-\($0.offset).yaml", bytes: Array($0.element.utf8)) })
            try store.seal(limits: pack.limits)
            let evaluation = try Evaluation(pack, on: store, budget: budget)
            return LintReport(
                toolName: "vmotion-preflight", toolVersion: "1.2.3", inputs: inputs, evaluation: evaluation,
                rules: pack.rules)
        }
    }

    func render(_ format: ReportFormat, useColor: Bool = false, isGrouped: Bool = false) throws -> String {
        try format.render(report, timestamp: "2026-11-22T18:00:00", useColor: useColor, isGrouped: isGrouped)
    }
}

/// Rules of every severity, with and without peers.
enum Rules {
    /// At least 9000; unknown without an MTU.
    static let largeMTU = """
        id: TST001
        name: large-mtu
        title: A VMkernel adapter's MTU must be at least 9000
        severity: warning
        category: mtu
        subject: vmkernelAdapters
        requires: [mtu]
        require: {mtu: ">= 9000"}
        at: mtu
        message: "{subject} sends packets of up to {observed} bytes"
        why: Larger packets cost less.
        fix: {text: "Set the MTU of {subject} to 9000.", esxcli: "esxcli network ip interface set -m 9000 -i {device}"}
        references: ["A book: on packets"]
        frameworks: {STIG: [ESXI-80-000160]}
        """

    /// No address twice; the others with it are peers.
    static let uniqueAddress = """
        id: TST002
        name: unique-address
        title: No two VMkernel adapters may have one address
        severity: error
        category: addresses
        subject: vmkernelAdapters
        requires: [ip]
        query: |
          SELECT a.id AS subject, group_concat(b.id) AS peers, a.ip AS address
          FROM vmkernelAdapters a JOIN vmkernelAdapters b ON b.ip = a.ip AND b.id <> a.id
          WHERE a.id = (SELECT min(id) FROM vmkernelAdapters WHERE ip = a.ip) GROUP BY a.id
        at: ip
        message: "{subject} has the address {address}, and others have it too"
        why: One of them will not be reached.
        fix: {text: Give each an address of its own., powercli: Get-VMHostNetworkAdapter}
        """

    /// A build that is not 24022510 is worth knowing.
    static let build = """
        id: TST003
        name: build
        title: Hosts should run build 24022510
        severity: info
        category: releases
        status: preview
        subject: hosts
        requires: [build]
        require: {build: "24022510"}
        at: build
        message: "{subject} runs build {build}"
        why: It is the one that was tested.
        fix: {text: Update it.}
        """

    static let all = [largeMTU, uniqueAddress, build]
}

extension Estate {
    /// Something of everything: an error with peers, warnings, information and unknowns.
    static let mixed = Estate(
        inventory: """
            hosts:
              - name: esx1
                build: "1"
                vmkernelAdapters:
                  - {device: vmk0, ip: 10.0.0.1/24, mtu: 1500}
              - name: esx2
                build: 24022510
                vmkernelAdapters:
                  - device: vmk0
                    ip: 10.0.0.1/24
                    mtu: 9000
                  - {device: vmk1, ip: 10.0.0.3/24}
              - name: esx3
                vmkernelAdapters:
                  - {device: vmk0, ip: 10.0.0.1/24, mtu: 9000}
                  - {device: vmk1, mtu: 9000}
            """, rules: Rules.all)

    /// Nothing to complain of.
    static let clean = Estate(
        inventory: """
            hosts:
              - {name: esx1, build: 24022510, vmkernelAdapters: [{device: vmk0, ip: 10.0.0.1/24, mtu: 9000}]}
            """, rules: Rules.all)

    /// Eight hosts with one wrong MTU and two with another.
    static let alike = Estate(
        inventory: "hosts:\n"
            + (1...10).map { number in
                """
                - name: esx\(number)
                  cluster: cl-\(number % 2)
                  vmkernelAdapters:
                    - {device: vmk\(number % 3), mtu: \(number < 9 ? 1500 : 8999)}

                """
            }.joined(), rules: [Rules.largeMTU])

    /// Hosts of one adapter each, with `keys` in each adapter.
    static func hosts(_ count: Int, keys: String, rules: [String]) -> Estate {
        let hosts = (1...count).map { "  - {name: esx\($0), vmkernelAdapters: [{device: vmk0, \(keys)}]}\n" }
        return Estate(inventory: "hosts:\n" + hosts.joined(), rules: rules)
    }
}

extension Estate {
    /// A rule whose query runs over its budget.
    static let overrun = Estate(
        inventory: "hosts: [{name: esx1}]",
        rules: [
            """
            id: TST009
            name: endless
            title: A rule that does not end
            severity: warning
            category: test
            subject: hosts
            query: |
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS subject FROM n WHERE i < 0
            at: name
            message: "{subject}"
            why: To be stopped.
            fix: {text: End it.}
            """
        ],
        budget: Budget(steps: 100_000, seconds: 5))
}
