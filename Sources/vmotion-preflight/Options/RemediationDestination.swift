import ArgumentParser
import Report

/// A script's language and file, as `--remediation` takes them.
struct RemediationDestination: ExpressibleByArgument {
    let language: RemediationScript.Language
    let path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[1].isEmpty, let language = RemediationScript.Language(rawValue: parts[0]) else {
            return nil
        }
        self.language = language
        path = parts[1]
    }
}
