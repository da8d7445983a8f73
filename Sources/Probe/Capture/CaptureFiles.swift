/// The files that keep a capture: pcap with nanoseconds, one after the other.
///
/// The first is `path`, the next `path.1`, `path.2` and so on, in the order of time. Once `totalBytes` are kept, nothing more is: the
/// beginning holds the handshakes, without which the rest cannot be understood, and a disk must not fill up. Each file is
/// written beside its place and renamed when it is whole.
public struct CaptureFiles: Sendable, Equatable {
    /// The first file.
    public var path: String

    /// The most that one file holds.
    public var fileBytes: Int

    /// The most that they hold together.
    public var totalBytes: Int

    /// Keeps a capture at `path`.
    public init(path: String, fileBytes: Int = 256 << 20, totalBytes: Int = 2 << 30) {
        self.path = path
        self.fileBytes = fileBytes
        self.totalBytes = totalBytes
    }

    /// Whether `why` a capture was not kept whole is its limit, as was asked for.
    public func isLimit(_ why: String) -> Bool { why == limitReached }

    /// What is said once it is reached.
    var limitReached: String { "the kept capture ends at its limit of \(totalBytes) bytes" }

    /// The path of the file with this number, from 0.
    func path(_ number: Int) -> String { number == 0 ? path : "\(path).\(number)" }
}
