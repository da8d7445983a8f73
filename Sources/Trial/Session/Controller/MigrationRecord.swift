import Evidence
import LinuxSystem
import SourceText

/// A migration that is over, with all that is known of it.
struct MigrationRecord: Sendable {
    var guest: Int
    var turn: Int
    var direction: Trial.Run.Direction
    var outcome: OneMigration.Outcome
    /// Whether both ends have one monotonic clock.
    var sharesAClock: Bool
    var verification: GuestVerification?
    /// Why it could not be looked at.
    var verificationFailure: String?
    /// Whether the host to which it moved was gone before it had been looked at.
    var isHostGone = false
    /// The longest silences, in nanoseconds: usually, and from the switchover on.
    var usualSilence: Int64?
    var longestSilence: Int64?
    var heartbeats: HeartbeatReport?
    var aftermath: Trial.Aftermath?

    var sent: SendOutcome? { try? outcome.sent.get() }
    var received: ReceiveOutcome? { try? outcome.received.get() }

    /// Whether all streams died and nothing was heard of the guest afterwards: then no way was left on which it could be heard.
    var isCutOff: Bool {
        guard let streams = sent?.streams, !streams.isEmpty, aftermath?.heartbeats ?? 0 == 0 else { return false }
        return streams.allSatisfy { $0.failure != nil }
    }

    /// How it ended.
    var ending: Trial.Outcome {
        switch (received?.ending, sent?.ending) {
        // How fast pages went to an end that was about to be lost says nothing of the network.
        case (nil, .notConverged): .failed
        case (.runs, .kept), (.runs, .notConverged): .failed
        case (_, .notConverged): .notConverged
        // The destination's word holds, also where the source was lost, or has not heard it.
        case (.runs, _): isHostGone || verification?.isSound == false ? .failed : .converged
        default: .failed
        }
    }

    /// Whether the guest moved, is sound, and lives at one place, without its source as well where that was tried.
    var isProved: Bool {
        ending == .converged && verification?.isSound == true && heartbeats?.twoCopiesRan != true
            && aftermath?.heartbeats != 0
    }

    /// Whether this one went worse than `other`: what must never be comes first, then what failed, what did not converge, what
    /// was not proved, and the longer stun.
    func isWorse(than other: MigrationRecord) -> Bool {
        (place, -(stunSeconds ?? 0)) < (other.place, -(other.stunSeconds ?? 0))
    }

    private var place: Int {
        if heartbeats?.twoCopiesRan == true { return 0 }
        if verification?.isSound == false { return 1 }
        switch ending {
        case .failed: return 2
        case .notConverged: return 3
        case .converged: return isProved ? 5 : 4
        }
    }

    /// What became of the guest.
    var guestState: Trial.GuestState {
        switch (received?.ending, sent?.ending) {
        case (.runs, _): isHostGone ? .lost : .runsAtDestination
        case (.lost, _), (_, .split): .lost
        case (_, .kept), (_, .notConverged): .runsAtSource
        case (.paused, _), (_, .paused): .paused
        default: isHolderGone ? .lost : .unknown
        }
    }

    /// Whether each end that may have had the guest has gone, rather than only not answered.
    private var isHolderGone: Bool {
        if sent?.ending == .released || outcome.decision == .committed { return outcome.isDestinationGone }
        if received?.ending == .discarded || outcome.decision == .aborted { return outcome.isSourceGone }
        return outcome.isSourceGone && outcome.isDestinationGone
    }

    /// Why it did not converge or failed.
    var why: String? {
        guard ending != .converged else { return nil }
        var sentences = reasons
        if isHostGone, let verificationFailure { sentences.append("after the guest had moved: \(verificationFailure)") }
        if let verification, !verification.isSound {
            sentences.append(
                "\(verification.damagedPages) pages do not hold what they must: "
                    + verification.damages.prefix(3).map { "page \($0.page): \($0.what)" }.joined(separator: "; "))
        }
        // The far end's words, in part.
        return sentences.isEmpty ? "it is not known why" : sentences.joined(separator: "; ").visible
    }

    /// What the ends said, where one has more to say than that it was told to stop.
    private var reasons: [String] {
        let all = [sourceReason, destinationReason].compactMap(\.self)
        guard all.count == 2 else { return all }
        let wish = MigrationInbox.interruption
        // Where the user wanted to stop, what the destination saw of that is no reason.
        if outcome.wasStopped, sent?.ending == .kept, sent?.why == wish { return [all[0]] }
        // One that was told to stop because the other had failed was interrupted by nobody.
        if received?.why == wish || all[0].contains(received?.why ?? all[1]) { return [all[0]] }
        return sent?.why == wish && !outcome.wasStopped ? [all[1]] : all
    }

    private var sourceReason: String? {
        switch outcome.sent {
        // What the source counts was on its way still; the destination knows what it lacks.
        case .success(let sent):
            sent.ending != .split || received?.ending != .lost ? sent.why.map(withoutInterruption) : nil
        case .failure(let error): "the source: \(error)"
        }
    }

    /// What else an end said that nobody but its other end's failure has stopped.
    private func withoutInterruption(_ why: String) -> String {
        let wish = MigrationInbox.interruption + "; "
        return !outcome.wasStopped && why.hasPrefix(wish) ? String(why.dropFirst(wish.count)) : why
    }

    private var destinationReason: String? {
        guard ending != .notConverged else { return nil }
        return switch outcome.received {
        case .success(let received): received.why.map { "the destination: \($0)" }
        case .failure(let error): "the destination: \(error)"
        }
    }

    /// How long the guest stood still: by one clock where both ends have it, else by that of the end that saw more of it.
    var stunSeconds: Double? {
        if sharesAClock, let paused = sent?.pausedAt, let resumed = received?.resumedAt, resumed >= paused {
            return Double(resumed - paused) / 1e9
        }
        return [sent?.stunSeconds, received?.stunSeconds].compactMap { $0 }.max()
    }

    /// From the first page to the guest running at the destination with all of its memory.
    var totalSeconds: Double {
        if sharesAClock, let started = sent?.startedAt, let whole = received?.wholeAt, whole >= started {
            return Double(whole - started) / 1e9
        }
        return sent?.seconds ?? Double(outcome.endedAt - outcome.startedAt) / 1e9
    }

    /// Bytes that the streams carried for the migration itself.
    var sentBytes: Int {
        guard let sent else { return 0 }
        if ending == .converged { return sent.rounds.reduce(sent.pushedBytes ?? 0) { $0 + $1.bytes } }
        // With what was sent of a round that did not end.
        return max(0, sent.streams.reduce(0) { $0 + $1.bytes } - (sent.calibration?.bytes ?? 0))
    }
}
