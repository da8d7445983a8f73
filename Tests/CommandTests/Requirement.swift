import Foundation
import Testing

/// Whether a test may run that needs a tool from outside: where `CI=true` it must, and fails when the tool is missing.
enum Requirement {
    static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"

    static let jsonschema = has(["python3", "-c", "import jsonschema"])
    static let yaml = has(["python3", "-c", "import yaml"])
    static let jq = has(["jq", "--version"])
    static let preCommit = has(["\(pythonTools)/pre-commit", "--version"])
    static let xmllint = has(["xmllint", "--version"])
    static let terminal = has(["script", "--version"])
    static let checkJSONSchema = has([validator, "--version"])
    static let mandoc = has(["which", "mandoc"])
    static let groff = has(["groff", "--version"])
    static let browser =
        has(["chromium", "--version"]) && has(["chromedriver", "--version"])
        && has(["/usr/bin/python3", "-c", "import selenium"]) && has(["pdftotext", "-v"])
    static let axe = has(["\(pythonTools)/axe"])

    /// The folder of the tools that `Tests/python-tool` runs.
    static let pythonTools = "\(Repository.root)/.build/python/bin"

    /// check-jsonschema where that puts it, else where the search path has it.
    static let validator: String = {
        let own = "\(pythonTools)/check-jsonschema"
        return FileManager.default.isExecutableFile(atPath: own) ? own : "check-jsonschema"
    }()

    private static func has(_ command: [String]) -> Bool { (try? execute(command))?.exitCode == 0 }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test whose tool is missing, and says so; in continuous integration it runs and fails.
    static func needs(_ isThere: Bool, _ name: String) -> Self {
        .enabled(if: isThere || Requirement.isContinuousIntegration, "\(name) is not installed")
    }
}
