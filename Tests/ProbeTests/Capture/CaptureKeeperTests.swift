import Evidence
import Foundation
import TestSupport
import Testing

@testable import Probe

@Suite struct CaptureKeeperTests {
    private func keep(_ packets: Int, _ files: CaptureFiles) throws -> CaptureKeeper.End {
        let keeper = try CaptureKeeper(files, snapLength: 128, linkNumber: 1)
        let frame = [UInt8](repeating: 7, count: 84)
        for index in 0..<packets {
            unsafe frame.withUnsafeBytes {
                unsafe keeper.add($0, originalLength: 1_514, time: 1_700_000_000_000_000_007 + Int64(index))
            }
        }
        return keeper.finish()
    }

    @Test func `Files follow one another by size, each whole and with its hash`() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/c.pcap"
            // Room for ten packets of 84 bytes and their headers in each.
            let end = try keep(25, CaptureFiles(path: path, fileBytes: 24 + 1_050, totalBytes: 1 << 20))
            #expect(end.why == nil)
            #expect(end.files.map(\.file) == [path, "\(path).1", "\(path).2"])
            #expect(end.files.map(\.bytes) == [1_024, 1_024, 524])
            for file in end.files {
                let data = try Data(contentsOf: URL(filePath: file.file))
                #expect(data.count == file.bytes)
                #expect(try Program.run(["sha256sum", file.file]).output.hasPrefix("\(file.sha256) "))
                #expect(data.prefix(4) == Data([0x4D, 0x3C, 0xB2, 0xA1]))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
        }
    }

    @Test func `The limit of all files keeps the beginning, and it is said`() throws {
        try withTemporaryFolder { folder in
            let files = CaptureFiles(path: "\(folder)/c.pcap", fileBytes: 1 << 20, totalBytes: 24 + 300)
            let end = try keep(10, files)
            #expect(end.why == "the kept capture ends at its limit of 324 bytes")
            #expect(end.files.map(\.bytes) == [324])
        }
    }

    @Test func `A capture without packets is a file with a header`() throws {
        try withTemporaryFolder { folder in
            let end = try keep(0, CaptureFiles(path: "\(folder)/c.pcap"))
            #expect(end.files.map(\.bytes) == [24])
        }
    }

    @Test func `A folder that is not there is told before anything is measured`() throws {
        let error = try #require(throws: MeasurementError.self) { try keep(1, CaptureFiles(path: "/nowhere/c.pcap")) }
        #expect(error.description.hasPrefix("cannot keep the capture: cannot write beside /nowhere/c.pcap"))
    }

    @Test func `Only a regular file is replaced`() throws {
        let error = try #require(throws: MeasurementError.self) { try keep(1, CaptureFiles(path: "/dev/null")) }
        #expect(error.description == "cannot keep the capture at /dev/null: it is not a regular file")
    }
}
