import Foundation
import Testing

@Suite struct AnalyzeTests {
    /// One packet of 54 bytes: a SYN from 192.0.2.1 port 40000 to 192.0.2.2 port 8000.
    private static let packet: [UInt8] =
        [UInt8](repeating: 2, count: 12) + [
            8, 0, 0x45, 0, 0, 40, 0, 1, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
        ]
        + [0x9C, 0x40, 0x1F, 0x40, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0xFF, 0xFF, 0, 0, 0, 0]

    private static func header(link: UInt8 = 1) -> [UInt8] {
        [0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, link, 0, 0, 0]
    }

    private static func record(_ bytes: [UInt8], original: Int? = nil) -> [UInt8] {
        [0, 0xF1, 0x53, 0x65, 0, 0, 0, 0, UInt8(bytes.count), 0, 0, 0, UInt8(original ?? bytes.count), 0, 0, 0] + bytes
    }

    @Test(
        arguments: [
            ([], 2, "x.pcap: error: is empty"),
            (
                Array("hosts: []\n".utf8), 2,
                "x.pcap: error: is no capture file; pcap and pcapng are read, also compressed with gzip"
            ),
            (header(), 2, "x.pcap: error: holds no packets"),
            (
                header() + record(packet).dropLast(9), 2,
                "x.pcap: error: holds no whole packet: ends within packet 1, which begins at byte 24, so it was cut short"
            ),
            (
                header() + record(packet) + record(packet).dropLast(9), 0,
                "x.pcap: warning: ends within packet 2, which begins at byte 94, so it was cut short; "
                    + "what lies before was analysed"
            ),
            (
                header(link: 105) + record(packet), 3,
                "error: there is no TCP connection in the capture, so nothing could be timed"
            ),
            (
                header() + record(Array(packet.prefix(40)), original: 54), 3,
                "error: there is no TCP connection in the capture, so nothing could be timed"
            ),
        ] as [([UInt8], Int32, String)])
    func `A damaged capture is told, with its place`(bytes: [UInt8], exitCode: Int32, complaint: String) throws {
        try Workbench.with([:]) { bench in
            try bench.write(Data(bytes), to: "x.pcap")
            let run = try bench.preflight("analyze", "x.pcap")
            #expect(run.exitCode == exitCode)
            #expect(run.complaints == [complaint])
            #expect(try bench.names == ["x.pcap"])
        }
    }

    @Test func `What was passed over is unknown in the evidence, with its reason`() throws {
        try Workbench.with([:]) { bench in
            let snapped = Self.record(Array(Self.packet.prefix(40)), original: 54)
            try bench.write(Data(Self.header() + Self.record(Self.packet) + snapped), to: "x.pcap")
            let run = try bench.preflight("analyze", "x.pcap", "--output", "x.evidence.json", "--samples", "x.csv")
            #expect(run.exitCode == 0)
            let json = try bench.text("x.evidence.json")
            #expect(json.contains("passed over 1 packet cut within the headers; capture with -s 128"))
            #expect(try bench.text("x.csv") == "frame,flow,kind,rtt_us,ambiguous\n")
        }
    }

    @Test(
        arguments: [
            (packet.count, 105, "passed over 1 packet of link type 105"),
            (40, 1, "passed over 1 packet cut within the headers; capture with -s 128"),
        ] as [(Int, UInt8, String)])
    func `Why nothing could be timed is told`(kept: Int, link: UInt8, why: String) throws {
        try Workbench.with([:]) { bench in
            let record = Self.record(Array(Self.packet.prefix(kept)), original: 54)
            try bench.write(Data(Self.header(link: link) + record), to: "x.pcap")
            let run = try bench.preflight("analyze", "x.pcap")
            #expect(run.exitCode == 3)
            #expect(run.output.contains(why))
        }
    }

    @Test func `A packet of absurd length ends what is read, and lengths that contradict each other are passed over`()
        throws
    {
        try Workbench.with([:]) { bench in
            var absurd = Self.record(Self.packet)
            absurd.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
            var contradicting = Self.packet
            contradicting.replaceSubrange(16..<18, with: [0xFF, 0xFF])
            let good = Self.header() + Self.record(Self.packet)
            try bench.write(Data(good + Self.record(contradicting) + absurd), to: "x.pcap")
            let run = try bench.preflight("analyze", "x.pcap")
            #expect(run.exitCode == 0)
            #expect(
                run.complaints == [
                    "x.pcap: warning: packet 3 at byte 164 claims 4294967295 bytes, so the file is corrupt there; "
                        + "what lies before was analysed"
                ])
            #expect(run.output.contains("passed over 1 packet with lengths that contradict each other"))
        }
    }

    @Test func `A scan of many connections is told in short, and nothing of it is unknown`() throws {
        try Workbench.with([:]) { bench in
            var file = Self.header()
            for port in 0..<30_000 {
                var packet = Self.packet
                packet[34] = UInt8(port >> 8)
                packet[35] = UInt8(port & 0xFF)
                file += Self.record(packet)
            }
            try bench.write(Data(file), to: "x.pcap")
            let run = try bench.preflight("analyze", "x.pcap", "--output", "x.evidence.json")
            #expect(run.exitCode == 0)
            #expect(run.output.contains("… and 29,980 more connections"))
            #expect(!run.output.contains("unknown"))
            #expect(try bench.text("x.evidence.json").contains("\"flowCount\" : 30000"))
        }
    }

    @Test func `A directory, a file that there is not, and one file for input and output`() throws {
        try Workbench.with([:]) { bench in
            try bench.write(Data(Self.header() + Self.record(Self.packet)), to: "x.pcap")
            #expect(
                try bench.preflight("analyze", ".").complaints
                    == [".: error: is a directory; name the captures in it"])
            #expect(try bench.preflight("analyze", "no.pcap").complaints == ["no.pcap: error: there is no such file"])
            let run = try bench.preflight("analyze", "x.pcap", "--output", "x.pcap")
            #expect(run.exitCode == 2)
        }
    }
}
