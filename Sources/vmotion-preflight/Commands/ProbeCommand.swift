import ArgumentParser
import Evidence
import Facts
import Glibc
import Inventory
import LinuxSystem
import Probe
import Report
import RuleEngine

/// `probe`: measures the paths to other machines.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measure round trip, path MTU, ports and bandwidth to other hosts.",
        discussion: """
            Without --via nobody has to help at the far end, so ESXi's own vMotion addresses can be probed: round trips by ICMP \
            and TCP, path MTU with DF set, TCP ports, routers on the way, conflicting hardware addresses. With --via the tool is \
            started on the machine there and the bandwidth is measured as well, in both directions. Every figure is timed from \
            captured packets. The probe reports; whether a figure will do, lint says with --evidence.

            EXAMPLES
              vmotion-preflight probe --to 192.168.11.11
              vmotion-preflight probe --to 192.168.11.9 --via "ssh root@host-b" --output b.evidence.json
              vmotion-preflight probe --to 192.168.11.9 --via "ssh root@host-b" --max-rate 500Mbit/s --duration 5s
              vmotion-preflight probe --inventory inventory.yaml --plan
              vmotion-preflight probe --inventory inventory.yaml --site amsterdam --output ams.evidence.json
              vmotion-preflight probe --inventory inventory.yaml --vlan-interface eth2
              vmotion-preflight probe --to 192.168.11.9 --keep-capture run.pcap

            STOPPING
              Ctrl-C ends it in order and keeps what was measured; a second one ends it at once.

            EXIT CODES
              0  all was measured that the paths allow; what stayed unknown is in the evidence with its reason
              2  usage, unreadable input, a file that cannot be written
              3  a measurement could not be made, nothing answered, a right was missing, the capture was not kept, or it ended \
            early
            """)

    @OptionGroup(title: "What it probes") var targets: ProbeTargetOptions

    @OptionGroup(title: "How it measures") var transfer: TransferOptions

    @OptionGroup(title: "Capture") var capture: CaptureOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Interfaces where the VLANs of virtual machines arrive tagged: ask on each VLAN, by ARP, whether the subnet that the \
            inventory declares for this site is there.
            """, valueName: "interface"),
        completion: .networkInterfaces)
    var vlanInterface: [String] = []

    @Flag(help: "Print what would be probed and how long it takes, and send no packet.")
    var plan = false

    @Option(
        help: ArgumentHelp(
            "Also write the evidence as JSON, for lint --evidence; - prints it instead of the text.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var output: String?

    @Option(help: "What is printed.")
    var format = EvidenceFormat.text

    @Option(help: "When to colour; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    func validate() throws {
        guard vlanInterface.isEmpty || !targets.inventory.isEmpty else {
            throw ValidationError(
                "--vlan-interface asks for subnets that an inventory declares, so it needs --inventory.")
        }
        if targets.via == nil, let option = transfer.needsFarEnd {
            throw ValidationError("\(option) is for data to a far end that helps, so it needs --via.")
        }
    }

    func run() throws {
        let limits = try RulePack.builtin().limits
        let files = try targets.inventory.isEmpty ? [] : InventoryPaths.files(targets.inventory)
        try OutputFile.check([output, capture.keepCapture].compactMap { $0 }, besides: files)
        for path in [output, capture.keepCapture].compactMap({ $0 }) { try OutputFile.checkPlace(path) }
        try transfer.checkCongestionControl()
        for interface in [targets.interface].compactMap({ $0 }) + vlanInterface { try Self.check(interface) }
        let store = try files.isEmpty ? nil : InventoryInput.load(files, limits: limits)
        let path = try targets.pathPlan(store, wantsVLANs: !vlanInterface.isEmpty)
        let jobs = try ProbeJob.all(of: path, via: targets.via)
        let effort = ProbeEffort(transfer: transfer)
        for target in path.targets where try target.isOwn() {
            Console.error("warning: \(target.name) is this machine's own, so nothing crosses a network")
        }
        if plan { return try OutputFile.write(PlanText(path, jobs: jobs, effort: effort).text, to: "-") }
        let cancellation = try Cancellation()
        try SignalWatch.onFirst {
            Console.error("\nstopping; what was measured is kept (once more ends it at once)")
            cancellation.cancel()
        }
        var run = ProbeRun(self, plan: path, effort: effort, cancellation: cancellation)
        try run.measure(jobs)
        try tell(run.evidence, sessionMbps: .migration(in: limits, of: store))
        for complaint in run.complaints { Console.error("error: \(complaint)") }
        if !run.isComplete { throw ExitCode(3) }
    }

    /// Writes what was found; a reader that has gone away is no reason to lose the file, and a full disk none to lose the text.
    private func tell(_ evidence: Evidence, sessionMbps: Double?) throws {
        let json = try evidence.json()
        let written = Result { if let output { try OutputFile.write(json, to: output) } }
        if output != "-" { try print(evidence, json: json, sessionMbps: sessionMbps) }
        try written.get()
    }

    private func print(_ evidence: Evidence, json: String, sessionMbps: Double?) throws {
        switch format {
        case .json: try OutputFile.write(json, to: "-")
        case .text:
            let text = EvidenceText(
                evidence, sessionMbps: sessionMbps, useColor: Console.usesColor(color, descriptor: STDOUT_FILENO),
                isUnicode: Console.isUnicode)
            try OutputFile.write(text.text, to: "-")
        }
    }

    /// Refuses an interface that cannot carry anything.
    private static func check(_ name: String) throws {
        let interfaces = try NetworkInterface.all()
        guard let interface = interfaces.first(where: { $0.name == name }) else {
            throw MeasurementError(
                "there is no network interface \(name)" + suggestion(for: name, among: interfaces.map(\.name)))
        }
        guard interface.isUp else {
            throw MeasurementError("the network interface \(name) is down; ip link set \(name) up brings it up")
        }
    }
}

/// How evidence is printed.
enum EvidenceFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
