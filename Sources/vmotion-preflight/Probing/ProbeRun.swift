import Agent
import Evidence
import FoundationEssentials
import LinuxSystem
import Probe

/// Measures the machines of a plan, one after the other, into one piece of evidence.
struct ProbeRun {
    private let command: ProbeCommand
    private let plan: PathPlan
    private let effort: ProbeEffort
    private let cancellation: Cancellation
    private var progress = Progress()

    /// What was measured so far.
    private(set) var evidence: Evidence

    /// Why something could not be measured at all.
    private(set) var complaints: [String] = []

    init(_ command: ProbeCommand, plan: PathPlan, effort: ProbeEffort, cancellation: Cancellation) {
        self.command = command
        self.plan = plan
        self.effort = effort
        self.cancellation = cancellation
        let now = Date.now.ISO8601Format()
        evidence = Evidence(kind: .probe, tool: Self.tool, started: now, finished: now)
        evidence.voided = plan.voided
    }

    private static let tool = Evidence.Tool(name: "vmotion-preflight", version: version)

    /// Whether all that was asked for was measured, and something answered on each path.
    var isComplete: Bool {
        complaints.isEmpty && evidence.interrupted != true && !(evidence.paths.isEmpty && evidence.vlans == nil)
    }

    /// Measures `jobs`, then the VLANs.
    mutating func measure(_ jobs: [ProbeJob]) throws {
        for (index, job) in jobs.enumerated() {
            guard !cancellation.isCancelled else { break }
            let rest = Array(jobs[(index + 1)...])
            let later = effort.seconds(jobs: rest, vlans: plan.vlans.count)
            let place = jobs.count > 1 ? "\(index + 1) of \(jobs.count), " : ""
            do {
                let found = try measure(job, number: index, place: place, later: later)
                evidence.append(found)
                // What broke off by itself says why in each of its figures; one of them will do.
                if found.interrupted == true, !cancellation.isCancelled {
                    let reasons = found.voided.filter { $0.figure != "port" }
                    complaints.append(reasons.last?.why ?? "the measurement broke off")
                }
            } catch let error as AgentError {
                fail(job, "\(error)")
            } catch let error as MeasurementError {
                fail(job, "\(error)")
            } catch let error as SystemError {
                fail(job, "\(error)")
            }
        }
        if !plan.vlans.isEmpty { measureVLANs() }
        progress.clear()
        if cancellation.isCancelled { evidence.interrupted = true }
        for path in evidence.paths where path.reachable == false {
            complaints.append("nothing answered at \(path.to)")
        }
        for path in evidence.paths where path.holdsNothing {
            complaints.append("nothing was measured of the path from \(path.from) to \(path.to)")
        }
        complaints += lacks
        evidence.finished = Date.now.ISO8601Format()
    }

    /// What this machine did not let the probe do, each reason once.
    private var lacks: [String] {
        let files = command.capture.files(0)
        let reasons = evidence.voided.compactMap { voided -> String? in
            // Whoever lacks a right is told how to get it.
            if voided.figure != "path", voided.why.contains("run as root") { return voided.why }
            guard let files, voided.figure == "capture", !files.isLimit(voided.why) else { return nil }
            return "the capture was not kept: \(voided.why)"
        }
        return reasons.enumerated().filter { !reasons[..<$0.offset].contains($0.element) }.map(\.element)
    }

    /// Asks on every VLAN, by every interface where they arrive.
    private mutating func measureVLANs() {
        for (index, interface) in command.vlanInterface.enumerated() {
            let left = (command.vlanInterface.count - index) * plan.vlans.count
            for (number, target) in plan.vlans.enumerated() where !cancellation.isCancelled {
                progress.show(
                    "VLAN \(target.vlan) on \(interface); \(Self.left(Double(left - number) * ProbeEffort.vlanSeconds)) left"
                )
                do {
                    let subnet = NetworkInterface.Address(target.subnet)
                    var probe = try TaggedProbe.measure(
                        interface: interface, vlan: target.vlan, subnet: subnet, unless: cancellation)
                    probe.portGroup = target.portGroup
                    probe.site = plan.site
                    evidence.vlans = (evidence.vlans ?? []) + [probe]
                } catch {
                    complaints.append("VLAN \(target.vlan) on \(interface): \(error)")
                    evidence.voided.append(VoidedFigure(figure: "vlans", to: target.portGroup, why: "\(error)"))
                }
            }
        }
    }

    /// Notes that nothing of `job` was measured.
    private mutating func fail(_ job: ProbeJob, _ why: String) {
        guard !cancellation.isCancelled else { return }
        complaints.append(plan.targets.count > 1 ? "\(job.targets[0].name): \(why)" : why)
        evidence.voided += job.targets.map { VoidedFigure(figure: "path", to: $0.name, why: why) }
    }

    private mutating func measure(_ job: ProbeJob, number: Int, place: String, later: Double) throws -> Evidence {
        var progress = progress
        defer { self.progress = progress }
        func show(_ news: ProbeProgress) {
            let rate = news.mbps.map { ", \(Int($0.rounded())) Mbit/s" } ?? ""
            progress.show("\(place)\(news.step)\(rate); \(Self.left(news.secondsLeft + later)) left")
        }
        guard let via = job.via else {
            let probe = OneEndProbe(command.oneEndPlan(job, site: plan.site, number: number), tool: Self.tool)
            return try probe.run(cancellation: cancellation, progress: show)
        }
        let probe = TwoEndProbe(command.twoEndPlan(job, via: via, site: plan.site, number: number), tool: Self.tool)
        return try probe.run(cancellation: cancellation, progress: show)
    }

    private static func left(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds.isFinite ? seconds : 0, 1e6)).rounded(.up))
        return whole < 120 ? "\(whole) s" : "\(whole / 60) min"
    }
}

extension Path {
    /// Whether not even that nobody answers was found out.
    fileprivate var holdsNothing: Bool {
        reachable == nil && rttMs == RoundTrips() && ports.isEmpty && goodput.isEmpty && pathMtu == nil
    }
}

extension Evidence {
    /// Adds what was measured of another machine.
    fileprivate mutating func append(_ other: Evidence) {
        for end in other.ends where !ends.contains(where: { $0.name == end.name }) { ends.append(end) }
        paths += other.paths
        voided += other.voided
        if other.interrupted == true { interrupted = true }
    }
}
