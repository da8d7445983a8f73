import Crypto
import Evidence
import LinuxSystem

/// A file that is hashed as it is written.
final class HashedFile {
    /// Bytes that are whole records.
    private(set) var bytes = 0

    private let path: String
    private var file: ReplacementFile?
    private var hash = SHA256()

    /// Opens a file beside `path` that begins with `header`.
    init(_ path: String, header: [UInt8]) throws(SystemError) {
        self.path = path
        file = try ReplacementFile(path)
        try write(header)
    }

    /// Appends all of `piece`, or nothing of it.
    func write(_ piece: [UInt8]) throws(SystemError) {
        do throws(SystemError) {
            try file?.write(piece)
        } catch {
            try? file?.truncate(to: bytes)
            throw error
        }
        unsafe piece.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        bytes += piece.count
    }

    /// Puts it in its place.
    func keep() throws(SystemError) -> Capture.File {
        try file.take()?.keep()
        let digits = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return Capture.File(file: path, sha256: digits.joined(), bytes: bytes)
    }
}

/// The files of a capture on the thread that writes them.
final class WrittenFiles {
    private let files: CaptureFiles
    private let header: [UInt8]
    private var current: HashedFile?
    private var number = 0
    private var end = CaptureKeeper.End()

    /// Opens the first file.
    init(_ files: CaptureFiles, header: [UInt8]) throws(SystemError) {
        self.files = files
        self.header = header
        current = try HashedFile(files.path, header: header)
    }

    /// Writes whole records to the file with that number; nothing after the first failure.
    func write(_ records: [UInt8], file: Int) {
        guard end.why == nil else { return }
        do throws(SystemError) {
            if file != number {
                try close()
                number = file
                current = try HashedFile(files.path(file), header: header)
            }
            try current?.write(records)
        } catch {
            end.why = "the kept capture ends early: \(error)"
        }
    }

    /// Puts the last file in its place.
    ///
    /// One that holds no packet although there were some is not kept.
    func finish() -> CaptureKeeper.End {
        do throws(SystemError) {
            if end.why == nil || (current?.bytes ?? 0) > header.count { try close() }
        } catch {
            end.why = end.why ?? "the kept capture is incomplete: \(error)"
        }
        current = nil
        return end
    }

    private func close() throws(SystemError) {
        if let file = try current?.keep() { end.files.append(file) }
        current = nil
    }
}
