import Evidence
import LinuxSystem

/// Keeps the packets of a capture in files, without holding up the capture: a thread of its own writes them.
///
/// Used by the capture's thread alone.
final class CaptureKeeper {
    /// What was kept, and why not all of it.
    struct End: Sendable, Equatable {
        var files: [Capture.File] = []
        var why: String?
    }

    private static let chunkBytes = 1 << 20
    private static let fileHeaderBytes = 24
    private static let recordHeaderBytes = 16

    private let files: CaptureFiles
    private let writer: CaptureWriter
    private var chunk: [UInt8] = []
    private var number = 0
    private var fileBytes = 0
    private var totalBytes = 0
    private var why: String?

    /// Opens the first file, so that a folder that cannot be written to is known before anything is measured.
    init(_ files: CaptureFiles, snapLength: Int, linkNumber: UInt32) throws(MeasurementError) {
        self.files = files
        writer = try CaptureWriter(files, header: Self.header(snapLength: snapLength, linkNumber: linkNumber))
        chunk.reserveCapacity(Self.chunkBytes)
        fileBytes = Self.fileHeaderBytes
        totalBytes = Self.fileHeaderBytes
    }

    /// The header of a file: pcap-savefile(5), nanoseconds, in the byte order of this machine.
    static func header(snapLength: Int, linkNumber: UInt32) -> [UInt8] {
        let words: [UInt32] = [0xA1B2_3C4D, 0x0004_0002, 0, 0, UInt32(truncatingIfNeeded: snapLength), linkNumber]
        return unsafe words.withUnsafeBytes { unsafe Array($0) }
    }

    /// Takes a packet.
    func add(_ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64) {
        guard why == nil else { return }
        let size = Self.recordHeaderBytes + frame.count
        if fileBytes + size > files.fileBytes, fileBytes > Self.fileHeaderBytes {
            hand()
            number += 1
            fileBytes = Self.fileHeaderBytes
            totalBytes += Self.fileHeaderBytes
        }
        guard totalBytes + size <= files.totalBytes else {
            why = files.limitReached
            return
        }
        let header: [UInt32] = [
            UInt32(truncatingIfNeeded: time / 1_000_000_000), UInt32(truncatingIfNeeded: time % 1_000_000_000),
            UInt32(truncatingIfNeeded: frame.count), UInt32(truncatingIfNeeded: originalLength),
        ]
        unsafe header.withUnsafeBytes { unsafe chunk.append(contentsOf: $0) }
        unsafe chunk.append(contentsOf: frame)
        fileBytes += size
        totalBytes += size
        if chunk.count >= Self.chunkBytes { hand() }
    }

    /// Hands what is there to the writer.
    private func hand() {
        guard !chunk.isEmpty else { return }
        if !writer.take(chunk, file: number) {
            why = "the kept capture ends early, as the disk does not keep up"
        }
        chunk = []
        chunk.reserveCapacity(Self.chunkBytes)
    }

    /// Writes the rest and puts the files in their places.
    func finish() -> End {
        hand()
        var end = writer.finish()
        end.why = end.why ?? why
        return end
    }
}
