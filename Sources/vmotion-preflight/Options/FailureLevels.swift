import ArgumentParser
import RuleEngine
import SourceText

/// What `--fail-on` names.
struct FailureLevels: ExpressibleByArgument {
    static let standard = FailureLevels(severity: .error)

    private var severity: Severity?
    private var includesUnknown = false

    private init(severity: Severity) { self.severity = severity }

    init?(argument: String) {
        guard argument != "never" else { return }
        for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
            if word == "unknown" {
                includesUnknown = true
            } else if let level = Severity(rawValue: String(word)) {
                severity = max(severity ?? level, level)
            } else {
                return nil
            }
        }
    }

    /// What a configuration's `failOn` says.
    init(_ value: Configuration.Value) throws {
        guard let levels = FailureLevels(argument: value.text) else {
            throw Diagnostic(
                .error, in: value.location.file, at: value.location.span,
                message: "failOn: expected error, warning, info or unknown, joined by commas, or never")
        }
        self = levels
    }

    /// Whether `finding` is one of those named.
    func name(_ finding: Finding) -> Bool {
        guard finding.baselineState != .unchanged else { return false }
        return switch finding.verdict {
        case .fail: severity.map { finding.severity <= $0 } ?? false
        case .unknown: includesUnknown
        default: false
        }
    }
}
