import Agent
import LinuxSystem

/// Which of the trackers a kernel has.
enum DirtyTrackers {
    /// A tracker, and why it is not a better one.
    struct Choice {
        let tracker: any DirtyTracker

        /// What the kernel lacks for the asynchronous one, as a sentence; nil when that was taken, or the other one asked for.
        let reason: String?
    }

    /// The best tracker of writes to `memory` that is `wanted`; what is missing is found out now rather than at its start.
    static func choose(_ wanted: MigrationSettings.Tracker, of memory: MemoryMapping) throws -> Choice {
        let lacksAsync = [Capability.userfaultWriteProtectAsync, .pagemapScan].lazy.compactMap(\.obstacle).first
        switch (wanted, lacksAsync) {
        case (.automatic, nil), (.async, nil): return Choice(tracker: AsyncTracker(of: memory), reason: nil)
        case (.async, let lacks?):
            throw AgentError("writes cannot be tracked asynchronously: \(lacks); use --tracker sync")
        case (.sync, _), (.automatic, _):
            if let lacks = Capability.userfaultWriteProtect.obstacle {
                throw AgentError("writes cannot be tracked: \(lacks)")
            }
            return Choice(tracker: SyncTracker(of: memory), reason: wanted == .sync ? nil : lacksAsync)
        }
    }
}
