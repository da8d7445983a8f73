import LinuxSystem

/// The thread that writes the files of a capture, so that a slow disk costs the file and not the measurement.
final class CaptureWriter: @unchecked Sendable {
    // SAFETY: `written` is used by the writing thread alone once it runs.

    /// Whole records for the file with that number.
    private struct Piece: Sendable {
        var records: [UInt8]
        var file: Int
    }

    private let written: WrittenFiles
    /// About 32 MiB may wait for the disk.
    private let queue = BlockingQueue<Piece>(limit: 32)
    private var thread: BlockingThread<CaptureKeeper.End>?

    /// Opens the first file.
    init(_ files: CaptureFiles, header: [UInt8]) throws(MeasurementError) {
        guard ReplacementFile.canReplace(files.path) else {
            throw MeasurementError("cannot keep the capture at \(files.path): it is not a regular file")
        }
        do throws(SystemError) {
            written = try WrittenFiles(files, header: header)
            thread = try start()
        } catch {
            throw MeasurementError("cannot keep the capture: \(error)")
        }
    }

    private func start() throws(SystemError) -> BlockingThread<CaptureKeeper.End> {
        try BlockingThread { [self] in
            while let piece = queue.take() { written.write(piece.records, file: piece.file) }
            return written.finish()
        }
    }

    /// Takes whole records; false when the disk is too far behind.
    func take(_ records: [UInt8], file: Int) -> Bool { queue.put(Piece(records: records, file: file)) }

    /// Waits until all is written and in its place.
    func finish() -> CaptureKeeper.End {
        queue.close()
        defer { thread = nil }
        return (try? thread?.join()) ?? CaptureKeeper.End()
    }
}
