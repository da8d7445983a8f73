import ArgumentParser
import Inventory
import LinuxSystem
import Probe
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

    @OptionGroup(title: "What it tells") var told: EvidenceOutputOptions

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
        try OutputFile.check([told.output, capture.keepCapture].compactMap { $0 }, besides: files)
        for path in [told.output, capture.keepCapture].compactMap({ $0 }) { try OutputFile.checkPlace(path) }
        try KernelCheck.congestionControl(transfer.connections.congestionControl)
        for interface in [targets.interface].compactMap({ $0 }) + vlanInterface { try KernelCheck.interface(interface) }
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
        try told.tell(run.evidence, sessionMbps: .migration(in: limits, of: store))
        for complaint in run.complaints { Console.error("error: \(complaint)") }
        if !run.isComplete { throw ExitCode(3) }
    }
}
