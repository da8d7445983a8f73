import Evidence
import Foundation
import TestSupport
import Testing

@testable import Probe

@Suite struct CaptureFileTests {
    @Test(arguments: CaptureFileBuilder.Form.allCases, [false, true])
    func `The form of a file changes no sample`(form: CaptureFileBuilder.Form, isBigEndian: Bool) throws {
        let frames = RandomTraffic(seed: 7, connections: 20).frames
        let expected = try read(CaptureFileBuilder(frames: frames).bytes)
        let found = try read(CaptureFileBuilder(form: form, isBigEndian: isBigEndian, frames: frames).bytes)
        #expect(expected.samples.count > 50)
        #expect(found.samples == expected.samples)
        #expect(found.summary.packets == frames.count)
        #expect(found.summary.problem == nil)
        #expect(
            found.summary.resolution.rawValue == ([.pcap, .pcapng].contains(form) ? "microseconds" : "nanoseconds"))
    }

    @Test(arguments: CaptureFileBuilder.Form.allCases)
    func `A file that ends early, anywhere, gives what is whole of it`(form: CaptureFileBuilder.Form) throws {
        let frames = Array(RandomTraffic(seed: 9, connections: 2).frames.prefix(12))
        let whole = CaptureFileBuilder(form: form, frames: frames).bytes
        for length in 0..<whole.count {
            do throws(CaptureFileError) {
                let found = try read(Array(whole.prefix(length)))
                #expect(found.summary.packets <= frames.count)
                if found.summary.packets < frames.count, found.summary.problem == nil {
                    // Cut right between two packets, which no one can tell.
                    #expect(found.summary.packets > 0)
                }
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test func `Whatever bytes are changed, reading comes to its end`() throws {
        var random = SeededGenerator(seed: 4)
        for form in CaptureFileBuilder.Form.allCases {
            let whole = CaptureFileBuilder(form: form, frames: RandomTraffic(seed: 5, connections: 3).frames).bytes
            for _ in 0..<300 {
                var bytes = whole
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.pick([0, 1, 0x7F, 0xFF, 0x45])
                }
                _ = try? read(bytes)
            }
        }
    }

    @Test(
        arguments: [
            ([], "is empty"),
            (Array("hosts: []\n".utf8), "is no capture file; pcap and pcapng are read, also compressed with gzip"),
            ([0xA1, 0xB2, 0xC3], "is no capture file; pcap and pcapng are read, also compressed with gzip"),
            (
                [0x34, 0xCD, 0xB2, 0xA1, 0, 0, 0, 0],
                "is in Kuznetzov's variant of pcap, whose records differ; convert it: editcap -F pcap IN OUT"
            ),
            ([0xD4, 0xC3, 0xB2, 0xA1, 2, 0], "ends within its header, so it holds no packet"),
            ([0x1F, 0x8B, 9, 9, 9], "the gzip data is broken"),
            (
                [0x0A, 0x0D, 0x0D, 0x0A] + [UInt8](repeating: 0, count: 12),
                "is no pcapng file: its byte order is not told"
            ),
        ] as [([UInt8], String)])
    func `A file of which nothing can be read is refused`(bytes: [UInt8], complaint: String) throws {
        let error = #expect(throws: CaptureFileError.self) { try read(bytes) }
        #expect(error?.description == complaint)
    }

    @Test func `A packet longer than any is told with its number and place`() throws {
        let frames = Array(RandomTraffic(seed: 3, connections: 1).frames.prefix(3))
        var bytes = CaptureFileBuilder(form: .pcap, frames: frames).bytes
        let second = 24 + 16 + frames[0].bytes.count
        bytes.replaceSubrange(second + 8..<second + 12, with: [0xFF, 0xFF, 0xFF, 0x7F])
        let found = try read(bytes)
        #expect(found.summary.packets == 1)
        #expect(
            found.summary.problem
                == "packet 2 at byte \(second) claims 2147483647 bytes, so the file is corrupt there")
    }

    /// What is found in a file of these bytes.
    private func read(
        _ bytes: [UInt8]
    ) throws(CaptureFileError) -> (samples: [RoundTripSample], summary: CaptureFileSummary) {
        let samples = SampleList()
        let path = FileManager.default.temporaryDirectory.appending(path: "vmotion-preflight-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: path) }
        guard FileManager.default.createFile(atPath: path.path, contents: Data(bytes)) else {
            throw CaptureFileError("could not be written")
        }
        let summary = try CaptureReader().read(path.path, into: TrafficAnalysis(samples: samples))
        return (samples.list, summary)
    }
}

private final class SampleList: RoundTripSink {
    private(set) var list: [RoundTripSample] = []

    func add(_ sample: RoundTripSample) { list.append(sample) }
}
