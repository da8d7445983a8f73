/// The capture that figures were taken from.
public struct Capture: Codable, Sendable, Equatable {
    /// The files that keep it, in order; none when it was not kept.
    public var files: [File]?

    /// Packets that were analysed.
    public var packets: Int

    /// Packets that the kernel dropped because the tool did not keep up; none known for a file.
    public var kernelDrops: Int?

    /// Packets that the kernel's filter let through.
    public var received: Int?

    /// The interface.
    public var interface: String?

    /// The link type's name.
    public var linkType: String?

    /// How many bytes of each packet were kept.
    public var snapLength: Int?

    /// Whose clock stamped the packets.
    public var clock: String?

    /// The digits that the clock gave.
    public var resolution: Resolution?

    /// How far that clock stepped against the monotonic one while capturing.
    public var clockStepMs: Double?

    /// A capture of so many packets.
    public init(packets: Int) { self.packets = packets }

    /// The digits of the time stamps.
    public enum Resolution: String, Codable, Sendable {
        case microseconds
        case nanoseconds
    }

    /// A capture file.
    public struct File: Codable, Sendable, Equatable {
        /// Its name, as it was given.
        public var file: String
        /// SHA-256 of its contents, in hexadecimal digits.
        public var sha256: String
        /// Its size.
        public var bytes: Int?

        /// A file and its hash.
        public init(file: String, sha256: String, bytes: Int? = nil) {
            self.file = file
            self.sha256 = sha256
            self.bytes = bytes
        }
    }
}
