import LinuxSystem
import Synchronization

/// What all guests' migrations tell of their progress, and what of it is shown.
final class ProgressBoard: Sendable {
    private struct State {
        var common: TrialProgress
        var guests: [Int: TrialProgress] = [:]
    }

    private let state: Mutex<State>

    /// A board for `guests` that make `migrations`.
    init(guests: Int, migrations: Int) {
        var progress = TrialProgress(.preparing)
        progress.guests = guests
        progress.migrations = migrations
        state = Mutex(State(common: progress))
    }

    /// All guests are in this phase.
    func begin(_ phase: TrialProgress.Phase, migration: Int? = nil) {
        state.withLock { state in
            if let migration { state.common.migration = migration }
            state.common.phase = phase
            state.common.share = nil
            state.guests = [:]
        }
    }

    /// The share of the phase that is done.
    func done(_ share: Double) { state.withLock { $0.common.share = share } }

    /// What a source tells of a guest.
    func tell(_ news: SendNews, of guest: Int) {
        state.withLock { state in
            var progress = state.guests[guest] ?? state.common
            progress.phase = news.phase ?? progress.phase
            progress.round = news.round ?? progress.round
            progress.pagesLeft = news.pagesLeft ?? progress.pagesLeft
            progress.dirtyBytesPerSecond = news.dirtyBytesPerSecond ?? progress.dirtyBytesPerSecond
            progress.sendBytesPerSecond = news.sendBytesPerSecond ?? progress.sendBytesPerSecond
            progress.slowdownPercent = news.slowdownPercent
            progress.secondsLeft = news.secondsLeft
            state.guests[guest] = progress
        }
    }

    /// What a destination tells of a guest that runs there already.
    func fetching(_ pages: Int, of guest: Int) {
        state.withLock { state in
            var progress = state.guests[guest] ?? state.common
            progress.phase = .fetching
            progress.pagesLeft = pages
            state.guests[guest] = progress
        }
    }

    /// The progress of the guest that is furthest behind.
    var progress: TrialProgress {
        state.withLock { state in
            let phases = TrialProgress.Phase.allCases
            func place(_ progress: TrialProgress) -> (Int, Int) {
                (phases.firstIndex(of: progress.phase) ?? 0, -(progress.pagesLeft ?? 0))
            }
            return state.guests.values.min { place($0) < place($1) } ?? state.common
        }
    }
}
