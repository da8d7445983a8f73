import ArgumentParser
import Evidence
import Glibc
import Report

/// Where what was measured goes, of the commands that measure.
struct EvidenceOutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also write the evidence as JSON, for lint --evidence; - prints it instead of the text.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var output: String?

    @Option(help: "What is printed.")
    var format = EvidenceFormat.text

    @Option(help: "When to colour; NO_COLOR is honoured.")
    var color = ColorChoice.auto

    /// Writes what was found; a reader that has gone away is no reason to lose the file, and a full disk none to lose the text.
    ///
    /// `sessionMbps` is the bandwidth that one migration needs, in 10^6 bit/s.
    func tell(_ evidence: Evidence, sessionMbps: Double? = nil) throws {
        let json = try evidence.json()
        let written = Result { if let output { try OutputFile.write(json, to: output) } }
        if output != "-" { try print(evidence, json: json, sessionMbps: sessionMbps) }
        try written.get()
    }

    /// Writes what is known so far, which counts if the rest never comes; where that fails, the end will tell.
    func keep(_ evidence: Evidence) {
        guard let output, OutputFile.isReplaced(output), let json = try? evidence.json() else { return }
        try? OutputFile.write(json, to: output)
    }

    private func print(_ evidence: Evidence, json: String, sessionMbps: Double?) throws {
        switch format {
        case .json: try OutputFile.write(json, to: "-")
        case .text:
            let text = EvidenceText(
                evidence, sessionMbps: sessionMbps, useColor: Console.usesColor(color, descriptor: STDOUT_FILENO),
                isUnicode: Console.isUnicode)
            try OutputFile.write(text.text, to: "-")
        }
    }
}

/// How evidence is printed.
enum EvidenceFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
