import Agent
import Evidence
import LinuxSystem
import Trial

/// A trial for people, before anything is moved.
struct TrialPlanText {
    let text: String

    /// Why it could not be done, as a sentence without a full stop.
    let lack: String?

    /// What `choice` does between the hosts of `survey`, and what the model foretells of it and of `vms`.
    ///
    /// `declared` is what the inventory says that the link between their sites carries, in 10^6 bit/s.
    init(
        _ choice: TrialChoice, sweep: SweepRange?, survey: TrialSurvey, vms: [InventoryForecast.VM],
        window: ByteCount? = nil, declared: Double? = nil
    ) {
        let plan = choice.plan
        var blocks = [Self.guest(plan), Self.way(plan, sweep)]
        let needed = plan.memoryBytes * (survey.isOneMachine ? 2 : 1)
        let hosts = [("here", survey.near), ("there", survey.far)]
        let rows = hosts.map { name, host in
            [
                name,
                "\(Self.size(host.freeBytes)) free of \(Self.size(needed)) needed"
                    + (host.freeBytes < needed ? ", too little" : ""),
                host.end?.interface ?? "", host.end?.speedMbps.map { "\($0) Mbit/s" } ?? "link speed unknown",
                host.end?.mtu.map { "MTU \($0)" } ?? "", host.tracker ?? "no tracker",
            ]
        }
        blocks.append(
            (survey.isOneMachine
                ? "The hosts, both on this machine and so with its memory taken twice:\n" : "The hosts:\n")
                + Self.indented(aligned(rows)))
        let lacks = hosts.compactMap { name, host -> String? in
            if host.freeBytes < needed {
                return
                    "\(name) \(Self.size(host.freeBytes)) of memory can be taken (\(host.limit)) and \(Self.size(needed)) are needed; say less with --memory"
            }
            return host.obstacle.map { "\(name) \($0)" }
        }
        lack = lacks.first
        let cap = plan.migration.maxBytesPerSecond
        let declaredRate = cap == nil ? declared.map { $0 * 1e6 / 8 } : nil
        if let rate = [survey.linkBytesPerSecond(pairs: plan.pairs.count), cap, declaredRate].compactMap({ $0 }).min() {
            let isDeclared = rate == declaredRate
            let link = MigrationModel.Link(bytesPerSecond: rate, roundTripSeconds: 0)
            let model = MigrationModel(of: plan.guest, over: link, settings: plan.migration)
            let forecast = InventoryForecast(over: link, settings: plan.migration)
            let of =
                rate == cap
                ? "what --max-rate lets through"
                : isDeclared ? "what the inventory declares of the link" : "a free link of that speed"
            blocks.append(
                "Foretold over \(Self.whole(rate * 8 / 1e6)) Mbit/s, \(of), without its round trip:\n"
                    + Self.indented(
                        aligned(
                            [["this guest", Self.prediction(model.prediction())]]
                                + vms.map { Self.row(forecast.prediction(of: $0)) })))
            if let sweep { blocks.append(Self.course(sweep, of: choice, window: window, at: rate)) }
        } else {
            blocks.append("Nothing is foretold: neither end tells the speed of its link, and there is no --max-rate.")
        }
        blocks.append("Nothing was moved.")
        text = blocks.joined(separator: "\n\n") + "\n"
    }

    private static func guest(_ plan: TrialPlan) -> String {
        let guest = plan.guest
        let zero = guest.zeroBytes > 0 ? ", \(size(guest.zeroBytes)) of it zero" : ""
        let work =
            guest.dirtyBytesPerSecond == 0
            ? "idle"
            : "writing \(whole(guest.dirtyBytesPerSecond / 1e6)) MB/s into \(size(guest.workingSetBytes)), \(guest.pattern.rawValue)"
        let number = plan.concurrent > 1 ? "\(plan.concurrent) guests, each with " : "A guest with "
        return number
            + "\(size(guest.memoryBytes)) of memory\(zero), \(guest.vCPUs) vCPU\(guest.vCPUs == 1 ? "" : "s"), \(work)."
    }

    private static func way(_ plan: TrialPlan, _ sweep: SweepRange?) -> String {
        let settings = plan.migration
        let ways = plan.pairs.map { pair in
            [pair.near.address, pair.far.address].map { $0.map { "\($0)" } ?? "here" }.joined(separator: " → ")
        }
        var parts = ["It moves by \(settings.mode.rawValue) over \(ways.joined(separator: " and "))"]
        parts.append(
            "\(plan.streams) connection\(plan.streams == 1 ? "" : "s")\(plan.pairs.count > 1 ? " each" : ""), TCP \(plan.port)"
        )
        if let cap = settings.maxBytesPerSecond { parts.append("at most \(whole(cap * 8 / 1e6)) Mbit/s") }
        parts.append(
            "goal of the switchover \(whole(settings.switchoverGoalSeconds * 1000)) ms, at most \(whole(settings.maxSwitchoverSeconds)) s"
        )
        if plan.thereAndBack { parts.append("there and back") }
        if plan.repeats > 1 { parts.append("\(plan.repeats) times") }
        if let sweep {
            parts.append(
                "again and again with \(sweep.what.rawValue) from \(whole(sweep.easiest)) to \(whole(sweep.hardest)) \(Trial.Sweep(what: sweep.what).unit)"
            )
        }
        return parts.joined(separator: ", ") + "."
    }

    /// How many migrations a sweep takes over a link of `rate`, and how long.
    private static func course(
        _ sweep: SweepRange, of choice: TrialChoice, window: ByteCount?, at rate: Double
    ) -> String {
        let longest =
            [sweep.easiest, sweep.hardest].map { value in
                let plan = choice.plan(sweep, at: value, window: window)
                var link = MigrationModel.Link(bytesPerSecond: rate, roundTripSeconds: 0)
                if let delay = plan.delay, delay.roundTripSeconds > 0 {
                    let streams = Double(plan.streams * plan.pairs.count)
                    let most = delay.windowBytes.map { Double($0) * streams / delay.roundTripSeconds } ?? .infinity
                    link = .init(bytesPerSecond: min(rate, most), roundTripSeconds: delay.roundTripSeconds)
                }
                return MigrationModel(of: plan.guest, over: link, settings: plan.migration).prediction().totalSeconds
            }.max() ?? 0
        let trials = BreakingPoint(in: sweep).aboutLeft
        return
            "The sweep takes about \(trials) trials, of \(seconds(longest)) at most as foretold, so up to about "
            + "\(seconds(longest * Double(trials))), and as often the time to fill the memory and to look at every page."
    }

    private static func row(_ vm: Trial.VMPrediction) -> [String] {
        let name = vm.host.map { "\(vm.vm) on \($0)" } ?? vm.vm
        return [
            name,
            vm.prediction.map { prediction($0) }
                ?? "unknown: \((vm.missing ?? []).joined(separator: ", ")) not captured",
        ]
    }

    private static func prediction(_ found: Trial.Prediction) -> String {
        let time = "\(seconds(found.totalSeconds)), \(whole(found.sentMB)) MB"
        guard found.converges else { return "does not converge; given up after \(time)" }
        let slowed = found.slowdownPercent.map { ", vCPUs slowed by \(whole($0)) %" } ?? ""
        return
            "converges in \(found.rounds) round\(found.rounds == 1 ? "" : "s"), \(time), stun \(whole(found.stunMs)) ms\(slowed)"
            + (found.resumesEarly == true ? ", resumed early" : "")
    }

    private static func indented(_ rows: String) -> String {
        rows.split(separator: "\n").map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return "  " + line
        }.joined(separator: "\n")
    }

    private static func size(_ bytes: Int) -> String { "\(whole(Double(bytes) / 1_048_576)) MiB" }

    private static func seconds(_ seconds: Double) -> String {
        let whole = whole(seconds)
        if whole < 60 { return "\((max(0, seconds) * 10).rounded() / 10) s" }
        return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    /// The nearest whole number of something that may be anything.
    private static func whole(_ value: Double) -> Int { Int(max(0, min(value.isFinite ? value : 0, 1e15)).rounded()) }
}
