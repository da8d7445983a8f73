import Foundation
import SourceText
import TestSupport
import Testing

@Suite struct ReadingTests {
    @Test(arguments: [0, 1, 65_536, 65_537, 3_000_000])
    func aFileOfAnySize(count: Int) throws {
        try withTemporaryFolder { folder in
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let path = folder + "/inventory.yaml"
            try Data(bytes).write(to: URL(filePath: path))
            let file = try SourceFile.read(path)
            #expect(file.path == path)
            #expect(file.bytes == bytes)
        }
    }

    @Test func aMissingFile() throws {
        try withTemporaryFolder { folder in
            let problem = #expect(throws: Diagnostic.self) { try SourceFile.read(folder + "/none.yaml") }
            #expect(problem?.message == "cannot be opened: No such file or directory")
            #expect(problem?.path == folder + "/none.yaml")
            #expect(problem?.position == nil)
        }
    }

    @Test func aDirectory() throws {
        try withTemporaryFolder { folder in
            let problem = #expect(throws: Diagnostic.self) { try SourceFile.read(folder) }
            #expect(problem?.message == "is a directory")
        }
    }

    @Test func theNullDevice() throws {
        #expect(try SourceFile.read("/dev/null").bytes.isEmpty)
    }

    /// `lint <(capture)` hands over a pipe: no size is announced, and the bytes come as they come.
    @Test func aNamedPipe() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/pipe"
            let made = unsafe mkfifo(path, 0o600)
            try #require(made == 0)
            let bytes = [UInt8](repeating: 0x61, count: 300_000)
            let writer = Thread {
                let end = FileHandle(forWritingAtPath: path)
                for start in stride(from: 0, to: bytes.count, by: 100_000) {
                    end?.write(Data(bytes[start..<start + 100_000]))
                }
                try? end?.close()
            }
            writer.start()
            #expect(try SourceFile.read(path).bytes == bytes)
        }
    }

    /// Files under /proc announce no bytes and then have some, as a file does that grows while it is read.
    @Test func aFileThatChangesMeanwhile() {
        let problem = #expect(throws: Diagnostic.self) { try SourceFile.read("/proc/self/status") }
        #expect(problem?.message.hasPrefix("changed while it was read: ") == true)
        #expect(problem?.message.hasSuffix(" bytes instead of 0; run again when it is complete") == true)
    }

    @Test(arguments: [1, 1 << 40])
    func moreThanTheLimit(excess: Int) throws {
        try withTemporaryFolder { folder in
            let path = folder + "/large.yaml"
            try Data().write(to: URL(filePath: path))
            let stretched = unsafe truncate(path, SourceFile.sizeLimit + excess)
            try #require(stretched == 0)
            let start = processorTime()
            let problem = #expect(throws: Diagnostic.self) { try SourceFile.read(path) }
            #expect(problem?.message.contains("larger than the limit of 1 GiB") == true)
            // Reading it would take longer than this even from memory; other work on the machine does not count.
            #expect(processorTime() - start < 0.1)
        }
    }

    /// Seconds that this thread has computed.
    private func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
