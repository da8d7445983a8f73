import LinuxSystem

/// Why the directory that both hosts should see did not serve, as a sentence with what to do about it; the exit code is 3.
struct SharedDirectoryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What to tell apart.
    enum Kind: Sendable {
        /// There is no such directory.
        case missing
        /// It cannot be written in.
        case readOnly
        /// It has no room.
        case full
        /// The other host does not see what this one wrote.
        case notShared
        /// The other host has written nothing for too long.
        case silent
        /// The deadline has passed.
        case late
        /// What was read is none that the other host would write.
        case nonsense
        /// Somebody wants to stop.
        case interrupted
        /// The kernel gave another reason.
        case other
    }

    let kind: Kind

    /// The sentence, without a full stop.
    let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
