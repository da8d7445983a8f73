import ArgumentParser
import Probe

/// Whether `probe` keeps the packets that it measures by.
struct CaptureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Keep the headers of the packets that were measured in a pcap file, whose SHA-256 the evidence holds.",
            valueName: "file"),
        completion: .file(extensions: ["pcap"]))
    var keepCapture: String?

    @Option(
        help: ArgumentHelp(
            "The most that a kept capture takes, such as 500MB (default: 2GiB).", valueName: "size"),
        transform: { try ByteCount($0) })
    var captureLimit: ByteCount?

    /// The files for the machine of that number.
    func files(_ number: Int) -> CaptureFiles? {
        file(number).map { path in
            var files = CaptureFiles(path: path)
            if let limit = captureLimit { files.totalBytes = Int(limit.amount) }
            return files
        }
    }

    /// The first machine has the file as it was given: `run.pcap`, then `run-2.pcap`.
    private func file(_ number: Int) -> String? {
        guard number > 0, let keepCapture else { return keepCapture }
        let name = keepCapture.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "\(keepCapture)-\(number + 1)" }
        let suffix = name[dot...]
        return "\(keepCapture.dropLast(suffix.count))-\(number + 1)\(suffix)"
    }

    func validate() throws {
        guard captureLimit == nil || keepCapture != nil else {
            throw ValidationError("--capture-limit is for --keep-capture.")
        }
    }
}
