import Evidence

/// What was moved by what means, and what was seen of it.
struct TrialFacts {
    private let measured: MeasuredTrial
    private var trial: Trial { measured.trial }

    init(_ measured: MeasuredTrial) { self.measured = measured }

    var markup: Markup {
        var list = FactList()
        list.add("When", "\(.time(measured.evidence.started)) to \(.time(measured.evidence.finished))")
        if measured.evidence.interrupted == true {
            list.add("Ended", "before its time; what was measured until then stands")
        }
        if measured.names.contains(where: { $0.full != $0.given }) {
            list.add("Between", measured.names.map { .name($0.given, most: 60) }.joined(" and "))
        }
        let workload = trial.workload
        let zero: Markup? = trial.zeroMB.map { ", \(.figure($0, "MB")) of it zero" }
        list.add(
            "Guest",
            """
            \(.figure(trial.memoryMB, "MB"))\(zero), \(.figure(workload.vCPUs)) \(workload.vCPUs == 1 ? "vCPU" : "vCPUs") writing \
            \(.figure(workload.dirtyMBps, "MB/s")) into \(.figure(workload.workingSetMB, "MB")) \
            (\(.text(workload.pattern, most: 40)))
            """)
        list.add("Mode", "\(trial.mode.rawValue), \(.text(trial.tracker, most: 60))")
        list.add("Network", network)
        list.add("Sent", .figure(trial.sentMB, "MB"))
        if let resume = trial.quickResume { list.add("Quick Resume", Self.told(resume)) }
        list.add("Two copies seen", twoCopies)
        if let beats = trial.heartbeats {
            list.add("Heartbeats", "\(.figure(beats.received)), lost: \(.figure(beats.lost))")
        }
        if let damaged = trial.damagedPages { list.add("Damaged on the way and sent again", .figure(damaged, "pages")) }
        if let after = trial.afterSourceKilled {
            list.add(
                "After the source was killed",
                "\(.figure(after.heartbeats)) heartbeats in \(.figure(after.seconds, "s"))")
        }
        list.add("Evidence", .name(measured.file, most: 60))
        return list.markup
    }

    private var network: Markup {
        var parts: [Markup] = [
            .measured(trial.calibratedMbps, "Mbit/s", else: "rate not measured"),
            .measured(trial.rttMs, "ms", else: "round trip not measured"),
        ]
        if let added = trial.addedRttMs { parts.append("\(.figure(added, "ms")) of it added") }
        if let cap = trial.maxRateMbps { parts.append("capped at \(.figure(cap, "Mbit/s"))") }
        return parts.joined(", ")
    }

    private var twoCopies: Markup {
        let all = [trial.twoCopiesSeen] + (trial.runs ?? []).map(\.twoCopiesSeen)
        if all.contains(true) { return Standing.error.badge("yes") }
        return trial.twoCopiesSeen == nil ? Standing.unknown.badge("nobody listened") : "no"
    }

    private static func told(_ resume: Trial.QuickResume) -> Markup {
        var parts: [Markup] = ["\(.figure(resume.faults)) faults"]
        if let missing = resume.missingPages { parts.append("\(.figure(missing)) pages missing at the switch") }
        if let lost = resume.lostPages {
            parts.append("\(Standing.error.badge("\(Amounts.count(lost)) never came"))")
        } else {
            parts.append("all there after \(.measured(resume.seconds, "s", else: "a time that is not known"))")
        }
        parts.append("\(.figure(resume.backupBytes)) bytes over the backup file")
        if resume.wentOnOverBackup == true { parts.append("the network failed and the backup file took over") }
        return parts.joined("; ")
    }
}
