import LinuxSystem

/// What becomes of a switchover; decided once.
enum SwitchoverDecision: String, Codable, Sendable, CaseIterable {
    /// The guest runs at the destination.
    case committed
    /// The guest goes on at the source.
    case aborted
}

/// An arbiter that is a file in a directory that both hosts see.
///
/// The file is there from before the migration on, and is renamed to what was decided: rename(2) is atomic, also on NFS, and
/// works once, because the old name is gone then. A file that somebody took away can decide nothing any more.
struct CommitLock: Sendable {
    private let shared: SharedDirectory
    private let identity: MigrationIdentity

    /// The arbiter of a migration, which one of the hosts has to prepare.
    init(directory: String, identity: MigrationIdentity) {
        shared = SharedDirectory(directory)
        self.identity = identity
    }

    /// Makes the file, before the migration begins.
    func prepare() throws(SharedDirectoryError) {
        do throws(SystemError) {
            try shared.directory.create(name(.undecided))
        } catch {
            throw shared.error(error)
        }
    }

    /// Asks for `wish`, and returns what holds from now on for both ends.
    ///
    /// - Throws: when it cannot be told what holds: who asked must stay paused, and may ask again. A wish that took too long
    ///   may still be granted.
    func decide(_ wish: SwitchoverDecision, within seconds: Double) throws(SharedDirectoryError) -> SwitchoverDecision {
        let found = try shared.patiently(seconds) { [self] () throws(SharedDirectoryError) in try decideNow(wish) }
        guard let found else { throw unknown("neither decided nor open to be decided") }
        return found
    }

    /// What was decided; nil as long as nothing is.
    func decision(within seconds: Double) throws(SharedDirectoryError) -> SwitchoverDecision? {
        try shared.patiently(seconds) { [self] () throws(SharedDirectoryError) in try read() }
    }

    private func name(_ part: SharedDirectory.Part) -> String { shared.name(part, of: identity) }

    private func decideNow(_ wish: SwitchoverDecision) throws(SharedDirectoryError) -> SwitchoverDecision? {
        do throws(SystemError) {
            try shared.directory.rename(name(.undecided), to: name(wish.part))
            return wish
        } catch {
            // Gone: somebody has decided, perhaps this end itself with an answer that was lost on its way from the server.
            guard error.isMissing else { throw shared.error(error) }
        }
        return try read()
    }

    private func read() throws(SharedDirectoryError) -> SwitchoverDecision? {
        do throws(SystemError) {
            shared.forgetCached(for: identity)
            for decision in SwitchoverDecision.allCases where try shared.directory.has(name(decision.part)) {
                return decision
            }
            // Without the directory nothing is there either, which is no answer.
            try shared.directory.check()
            guard try !shared.directory.has(name(.undecided)) else { return nil }
        } catch {
            throw shared.error(error)
        }
        throw unknown("neither decided nor open to be decided")
    }

    private func unknown(_ why: String) -> SharedDirectoryError {
        SharedDirectoryError(
            .notShared,
            "the switchover is \(why) in \(shared.directory.path): the file that stood for it is gone from there")
    }
}

extension SwitchoverDecision {
    fileprivate var part: SharedDirectory.Part {
        switch self {
        case .committed: .committed
        case .aborted: .aborted
        }
    }
}
