import ArgumentParser
import FoundationEssentials
import Inventory

/// Which evidence is judged beside the inventory.
struct EvidenceOptions: ParsableArguments {
    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp(
            "Also judge what was measured: a file that probe or analyze wrote. May be repeated.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "How old the evidence may be, such as 30d or 12h; older is a finding. Not asked by itself.",
            valueName: "time"))
    var maxEvidenceAge: EvidenceAge?

    /// What is seen around the evidence at `time`.
    func surroundings(at time: Date) -> EvidenceSurroundings {
        EvidenceSurroundings(
            now: Int64(time.timeIntervalSince1970), mostSeconds: maxEvidenceAge?.seconds,
            digest: CaptureDigest.of)
    }

    func validate() throws {
        if maxEvidenceAge != nil, paths.isEmpty {
            throw ValidationError("--max-evidence-age is about evidence, so it needs --evidence.")
        }
        if let path = paths.indices.first(where: { paths[..<$0].contains(paths[$0]) }).map({ paths[$0] }) {
            throw ValidationError("--evidence \(path) is given twice.")
        }
        if paths.contains("-") {
            throw ValidationError("--evidence takes a file; the standard input is for an inventory.")
        }
    }
}

/// A time as people give it for evidence: `30d`, `12h`.
struct EvidenceAge: ExpressibleByArgument {
    let seconds: Int64

    private static let units: [(name: String, seconds: Int64)] = [
        ("min", 60), ("s", 1), ("h", 3_600), ("d", 86_400), ("w", 604_800),
    ]

    init?(argument: String) {
        for unit in Self.units where argument.hasSuffix(unit.name) {
            guard let number = Int64(argument.dropLast(unit.name.count)), (0...1_000_000_000).contains(number) else {
                return nil
            }
            seconds = number * unit.seconds
            return
        }
        return nil
    }

    static let allValueStrings = ["30d", "12h", "90min", "4w", "600s"]
}
