import Agent
import ArgumentParser
import Evidence
import Facts
import Inventory
import LinuxSystem
import RuleEngine
import SourceText
import Trial

/// `trial`: migrates real memory to another machine.
struct TrialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trial",
        abstract: "Migrate real memory to another machine, and prove that it converges.",
        discussion: """
            A guest of real memory, whose vCPUs are threads that write to it, moves live from here to the far machine as vMotion \
            moves a virtual machine: in rounds, until the rest fits the switchover goal; then it stands still for a moment and goes \
            on there. Afterwards every page is looked at, a client outside has listened all the time, and what the model foretold \
            stands beside what happened. Nothing is installed and nothing stays behind, here or there; no virtual machine is touched.

            Without more than --to and --via it moves 1 GiB once, over one connection, with a guest that writes half of what any \
            supported network carries. It takes what the network carries meanwhile; --max-rate caps it.

            EXAMPLES
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b"
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b" --plan
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b" --memory 8GiB --dirty-rate 400MB/s --vcpus 4
              vmotion-preflight trial --to 192.168.11.9 192.168.12.9 --via "ssh root@host-b" --streams 2 --output run.evidence.json
              vmotion-preflight trial --to esx-fra-01 --inventory inventory.yaml --via "ssh root@probe-fra"
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b" --there-and-back --repeat 10
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b" --mode quick-resume --backup-directory /mnt/shared
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b" --sweep rtt=0ms..150ms --mode precopy

            STOPPING
              Ctrl-C leaves the guest at the source, takes everything down and keeps what was seen; a second one ends it at once.

            EXIT CODES
              0  it converged, and every page holds what it must
              1  it did not converge
              2  usage, unreadable input, a file that cannot be written
              3  it could not be done: the migration failed, nothing was proved, or it ended early
            """)

    @OptionGroup(title: "Between which ends") var targets: TrialTargetOptions

    @OptionGroup(title: "The guest") var guest: GuestOptions

    @OptionGroup(title: "How it moves") var migration: MigrationOptions

    @OptionGroup(title: "How often") var course: TrialCourseOptions

    @Flag(help: "Tell what would be done, with the memory on both ends and what the model foretells, and move nothing.")
    var plan = false

    @OptionGroup(title: "What it tells") var told: EvidenceOutputOptions

    func validate() throws {
        if course.sweep?.what == .bandwidth, migration.connections.maxRate != nil {
            throw ValidationError("--sweep bandwidth caps the rate itself, so it goes without --max-rate.")
        }
        if course.sweep?.what == .dirtyRate, guest.dirtyRate != nil {
            throw ValidationError("--sweep dirty-rate chooses what the guest writes, so it goes without --dirty-rate.")
        }
    }

    func run() throws {
        let limits = try RulePack.builtin().limits
        let files = try targets.inventory.isEmpty ? [] : InventoryPaths.files(targets.inventory)
        try OutputFile.check([told.output].compactMap { $0 }, besides: files)
        if let path = told.output { try OutputFile.checkPlace(path) }
        if let path = migration.backupDirectory { try Self.checkDirectory(path) }
        try KernelCheck.congestionControl(migration.connections.congestionControl)
        if let interface = targets.interface { try KernelCheck.interface(interface) }
        for source in targets.sources where try NetworkInterface.having(source) == nil {
            throw CommandFailure("--from \(source): no interface of this machine has that address")
        }
        let store = try files.isEmpty ? nil : InventoryInput.load(files, limits: limits)
        let path = try targets.pathPlan(store)
        let job = try Self.job(path, via: targets.via ?? "")
        // Each machine names its own links, and the far one is told addresses alone.
        for target in path.targets where target.address.isLinkLocal {
            throw CommandFailure("\(target.name) is a link-local address; a trial needs another one of the far machine")
        }
        let choice = try choice(job, path, limits: limits, store: store)
        for target in path.targets where try target.isOwn() {
            Console.error("warning: \(target.name) is this machine's own, so nothing crosses a network")
        }
        for warning in productLimits(choice.plan, limits) { Console.error("warning: \(warning)") }
        for note in choice.notes { Console.error("note: \(note)") }
        if plan { return try tellPlan(choice, path, store: store) }
        let cancellation = try Cancellation()
        try SignalWatch.onFirst {
            Console.error("\nstopping; the guest stays where it is (once more ends it at once)")
            cancellation.cancel()
        }
        var trials = Trials(cancellation: cancellation)
        var evidence =
            if let sweep = course.sweep {
                try trials.run(choice, sweep, window: course.window) { told.keep($0) }
            } else {
                try trials.run(choice.plan)
            }
        if let store { evidence.foretell(try InventoryForecast.VM.all(in: store), as: choice.plan.migration) }
        try told.tell(evidence)
        let verdict = TrialVerdict(evidence)
        if let complaint = verdict.complaint { Console.error("error: \(complaint)") }
        if verdict.exitCode != 0 { throw ExitCode(verdict.exitCode) }
    }

    private func tellPlan(_ choice: TrialChoice, _ path: PathPlan, store: FactStore?) throws {
        let cancellation = try Cancellation()
        try SignalWatch.onFirst { cancellation.cancel() }
        let survey = try TrialSurvey(choice.plan, tool: Trials.tool, cancellation: cancellation)
        let text = TrialPlanText(
            choice, sweep: course.sweep, survey: survey,
            vms: try store.map { try InventoryForecast.VM.all(in: $0) } ?? [], window: course.window,
            declared: try store.flatMap { try .declared(between: path.site, path.targets.first?.site, in: $0) })
        try OutputFile.write(text.text, to: "-")
        if let lack = text.lack { throw AgentError(lack) }
    }

    /// The one machine that the guest moves to.
    private static func job(_ path: PathPlan, via: String) throws -> ProbeJob {
        if let (name, why) = path.unknown.first, path.targets.isEmpty { throw CommandFailure("\(name): \(why)") }
        let machines = Set(path.targets.compactMap(\.host))
        guard machines.count <= 1 else {
            throw CommandFailure(
                "a guest moves to one machine, and --to names \(machines.count): \(machines.sorted().joined(separator: ", "))"
            )
        }
        let jobs = try ProbeJob.all(of: path, via: via)
        guard let job = jobs.first, jobs.count == 1 else {
            throw CommandFailure("--via leads to another machine for each of --to; a guest moves to one")
        }
        return job
    }

    private func choice(
        _ job: ProbeJob, _ path: PathPlan, limits: [LimitTable], store: FactStore?
    ) throws -> TrialChoice {
        var surroundings = TrialChoice.Surroundings()
        surroundings.sessionMbps = .migration(in: limits, of: store)
        surroundings.freeBytes = AvailableMemory.now.bytes
        if let store {
            let far = Set(job.targets.compactMap(\.host))
            surroundings.mechanism = try ReleaseMechanism.common(to: far, at: path.site, in: store)
        }
        let pairs = job.targets.map { $0.pair(over: targets.interface, at: path.site) }
        return try TrialChoice(self, via: job.via ?? "", pairs: pairs, surroundings: surroundings)
    }

    /// What vMotion would not do of `plan` on a link as fast as the one that leads to the far machine, where that is known.
    private func productLimits(_ plan: TrialPlan, _ limits: [LimitTable]) -> [String] {
        guard let pair = plan.pairs.first, let far = pair.far.address,
            let way = try? Route.to(far, from: pair.near.address),
            let interface = (try? NetworkInterface.all())?.first(where: { $0.index == way.interface }),
            let speed = interface.speedMbps
        else { return [] }
        return ProductLimits(limits, pairs: plan.pairs.count, guests: plan.concurrent, speedMbps: speed).warnings
    }

    /// Refuses a directory for the backup file that is not there, or is none.
    private static func checkDirectory(_ path: String) throws {
        guard path.hasPrefix("/") else {
            throw CommandFailure("--backup-directory takes a path from / on, since both machines see it by that path")
        }
        if let obstacle = Directory(path).obstacle {
            throw CommandFailure("--backup-directory cannot be used: \(obstacle)")
        }
    }
}

extension Evidence {
    /// Adds what is foretold of `vms` over the link that the trial measured.
    fileprivate mutating func foretell(_ vms: [InventoryForecast.VM], as settings: MigrationSettings) {
        guard let trial, let mbps = trial.calibratedMbps, !vms.isEmpty else { return }
        let link = MigrationModel.Link(
            bytesPerSecond: mbps * 1e6 / 8, roundTripSeconds: (trial.rttMs ?? 0) / 1000)
        let forecast = InventoryForecast(over: link, settings: settings)
        self.trial?.predictions = vms.map { forecast.prediction(of: $0) }
    }
}
