public import Evidence

/// What a capture file turned out to be, after it was read.
public struct CaptureFileSummary: Sendable {
    /// The form of the file.
    public enum Format: String, Sendable {
        case pcap
        case pcapng
    }

    /// The form of the file, once it is decompressed.
    public var format: Format

    /// Bytes of the file as it lies on the disk.
    public var bytes = 0
    /// SHA-256 over them, in hexadecimal digits.
    public var sha256 = ""

    /// Packets that were read.
    public var packets = 0
    /// Those of them that had no usable time stamp.
    public var untimedPackets = 0

    /// Packets that whoever captured says were dropped; nil when the file does not tell.
    public var drops: Int?

    /// The largest number of bytes that were kept of a packet, as the file says; nil for no limit.
    public var snapLength: Int?

    /// The coarsest digits of the time stamps.
    public var resolution = Capture.Resolution.nanoseconds

    /// Where and why reading stopped before the end, as a sentence; nil for a whole file.
    public var problem: String?

    /// How long hashing took of the time, in seconds.
    public var hashSeconds = 0.0
}

/// An interface of a capture, by which frames are numbered.
public struct CaptureInterface: Sendable, Hashable {
    /// Its name; nil where the file has none.
    public var name: String?
    /// What its frames begin with.
    public var link: LinkType
}
