/// The repository that the inventories lie in, which platforms take paths from and link to.
public struct Checkout: Sendable {
    private let root: [Substring]?
    private let directory: [Substring]
    private let url: String?

    /// No repository that is known of: paths stay as they were given.
    public init() {
        root = nil
        directory = []
        url = nil
    }

    /// A repository at the absolute path `root`, seen from the absolute path `directory`; the files of the commit at hand are
    /// shown below `url`.
    public init(root: String, directory: String, url: String? = nil) {
        self.root = Self.parts(of: root)
        self.directory = Self.parts(of: directory)
        self.url = url
    }

    /// The path from the root of the repository; what lies elsewhere, or is no file, keeps its own.
    func path(_ path: String) -> String {
        guard let root, !path.hasPrefix("<") else { return path.withoutLeadingDot }
        let parts = Self.parts(of: path, in: path.hasPrefix("/") ? [] : directory)
        guard parts.count > root.count, parts.starts(with: root) else { return path.withoutLeadingDot }
        return parts[root.count...].joined(separator: "/")
    }

    /// A link to a line of the file at `path`.
    func link(to path: String, line: Int) -> String {
        let place = "\(self.path(path).fileURI)#L\(line)"
        guard let url, !place.hasPrefix("file:") else { return place }
        return "\(url)/\(place)"
    }

    private static func parts(of path: String, in directory: [Substring] = []) -> [Substring] {
        path.split(separator: "/").reduce(into: directory) { parts, part in
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
    }
}
