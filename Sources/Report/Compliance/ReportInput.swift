/// A file that a report rests on.
public struct ReportInput: Codable, Sendable, Equatable {
    /// What it was read as.
    public enum Role: String, Codable, Sendable, CaseIterable {
        /// Hosts and what is declared of them.
        case inventory
        /// What was measured.
        case evidence
        /// Findings that may stay for a while.
        case waivers
        /// Findings that were there before.
        case baseline
        /// Which rules are asked, and how.
        case configuration
        /// The report that this one is compared with.
        case since
    }

    /// The path as it was named; `<stdin>` for the standard input.
    public let path: String
    /// What it was read as.
    public let role: Role
    /// Its size.
    public let bytes: Int
    /// The SHA-256 of what was read, in hexadecimal.
    public let sha256: String

    /// A file that was read.
    public init(path: String, role: Role, bytes: Int, sha256: String) {
        self.path = path
        self.role = role
        self.bytes = bytes
        self.sha256 = sha256
    }
}
