import FoundationEssentials
import Report

extension Checkout {
    /// The repository around the working directory, and where the platform that runs the job shows its files.
    static func current() -> Checkout {
        let files = FileManager.default
        let directory = files.currentDirectoryPath
        var root = directory[...]
        while !files.fileExists(atPath: "\(root)/.git") {
            guard let slash = root.lastIndex(of: "/") else { return Checkout() }
            root = root[..<slash]
        }
        return Checkout(root: String(root), directory: directory, url: url(ProcessInfo.processInfo.environment))
    }

    /// The page below which GitHub or GitLab shows the files of the commit at hand.
    private static func url(_ environment: [String: String]) -> String? {
        if let server = environment["GITHUB_SERVER_URL"], let repository = environment["GITHUB_REPOSITORY"],
            let commit = environment["GITHUB_SHA"]
        {
            return "\(server)/\(repository)/blob/\(commit)"
        }
        if let project = environment["CI_PROJECT_URL"], let commit = environment["CI_COMMIT_SHA"] {
            return "\(project)/-/blob/\(commit)"
        }
        return nil
    }
}
