import LinuxSystem

/// Reads capture files one after the other into one sink, in memory that does not grow with them.
///
/// Interfaces are numbered across files by name and link type, so that the pieces of a rotated capture fit together.
public final class CaptureReader {
    /// The interfaces so far; a frame's interface is a position in it.
    public private(set) var interfaces: [CaptureInterface] = []

    private var numbers: [CaptureInterface: Int] = [:]

    /// A reader that has read nothing.
    public init() {}

    /// Reads the file at `path`, or the standard input for `-`.
    ///
    /// What is whole of a damaged file reaches the sink, and the summary tells the damage.
    ///
    /// - Parameters:
    ///   - path: A pcap or pcapng file, which may be compressed with gzip.
    ///   - sink: What takes its frames.
    ///   - progress: Told how many bytes of the file were read, about once a MiB.
    /// - Returns: What the file turned out to be.
    /// - Throws: when no packet can be read.
    public func read(
        _ path: String, into sink: some PacketSink, progress: @escaping (Int) -> Void = { _ in }
    ) throws(CaptureFileError) -> CaptureFileSummary {
        let source = try ByteSource(try Self.open(path), progress: progress)
        guard source.require(4) else {
            if let problem = source.problem { throw CaptureFileError(problem) }
            throw CaptureFileError(source.end == 0 ? "is empty" : Self.unknownFormat)
        }
        var magic = (UInt32(source.byte(0)) << 24, UInt32(source.byte(1)) << 16, UInt32(0))
        magic.2 = magic.0 | magic.1 | UInt32(source.byte(2)) << 8 | UInt32(source.byte(3))
        var summary: CaptureFileSummary
        switch magic.2 {
        case 0xA1B2_C3D4, 0xD4C3_B2A1, 0xA1B2_3C4D, 0x4D3C_B2A1:
            summary = try PcapFile(source, magic: magic.2).read(into: sink, numbering: self)
        case 0x0A0D_0D0A:
            var file = PcapngFile(source)
            summary = try file.read(into: sink, numbering: self)
        default:
            throw CaptureFileError(Self.complaint(about: magic.2))
        }
        summary.sha256 = source.finish()
        summary.bytes = source.bytesRead
        summary.hashSeconds = Double(source.hashNanoseconds) / 1e9
        guard summary.packets > 0 else {
            throw CaptureFileError(summary.problem.map { "holds no whole packet: " + $0 } ?? "holds no packets")
        }
        return summary
    }

    /// The number of an interface, a new one when it was not seen before.
    func number(of interface: CaptureInterface) -> Int {
        if let number = numbers[interface] { return number }
        numbers[interface] = interfaces.count
        interfaces.append(interface)
        return interfaces.count - 1
    }

    private static func open(_ path: String) throws(CaptureFileError) -> Descriptor {
        do throws(SystemError) {
            return path == "-" ? try Descriptor.duplicateOfStandardInput() : try Descriptor(reading: path)
        } catch {
            throw CaptureFileError(error.isMissing ? "there is no such file" : error.description)
        }
    }

    private static let unknownFormat = "is no capture file; pcap and pcapng are read, also compressed with gzip"

    private static func complaint(about magic: UInt32) -> String {
        switch magic {
        case 0xA1B2_CD34, 0x34CD_B2A1:
            "is in Kuznetzov's variant of pcap, whose records differ; convert it: editcap -F pcap IN OUT"
        case 0x736E_6F6F: "is a snoop capture; convert it: editcap -F pcap IN OUT"
        case 0x28B5_2FFD: "is compressed with zstd; decompress it first: zstd -d"
        case 0xFD37_7A58: "is compressed with xz; decompress it first: xz -d"
        case 0x425A_6839: "is compressed with bzip2; decompress it first: bzip2 -d"
        default: unknownFormat
        }
    }
}
