import ArgumentParser
import Glibc
import RuleEngine
import SourceText

/// Where a command takes its configuration from.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The configuration; without it the closest .vmotion-preflight.yaml from the inventories' folder upwards.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String?

    @Flag(help: "Use no configuration.")
    var noConfig = false

    /// The arguments that say the same.
    var arguments: [String] { (path.map { ["--config", $0] } ?? []) + (noConfig ? ["--no-config"] : []) }

    /// The configuration for the inventories at `paths`; the closest wins, and nothing is merged.
    ///
    /// - Throws: a diagnostic when it cannot be read, or when the inventories are under different ones.
    func configuration(for paths: [String]) throws -> Configuration? {
        if noConfig { return nil }
        if let path { return try Configuration(SourceFile.read(path)) }
        var found: (path: String?, input: String)?
        for input in paths.isEmpty ? ["."] : paths {
            let path = closest(to: input)
            guard let first = found else {
                found = (path, input)
                continue
            }
            guard first.path == path else {
                throw CommandFailure(
                    "\(first.input) has the configuration \(first.path ?? "of nobody"), \(input) that of \(path ?? "nobody"); say which with --config, or --no-config"
                )
            }
        }
        return try found?.path.map { try Configuration(SourceFile.read(relative($0))) }
    }

    /// The closest configuration from `input` upwards, as an absolute path.
    private func closest(to input: String) -> String? {
        var folder = absolute(input == "-" ? "." : input)
        if input != "-", !isDirectory(folder) { folder = parent(of: folder) ?? "/" }
        var next: String? = folder
        while let folder = next {
            let candidate = (folder == "/" ? "" : folder) + "/" + Configuration.fileName
            var status = stat()
            // A link that leads nowhere is a mistake to tell, not one to pass over.
            if unsafe lstat(candidate, &status) == 0 { return candidate }
            next = parent(of: folder)
        }
        return nil
    }

    private func absolute(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private func parent(of path: String) -> String? {
        guard path != "/", let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// `path` as seen from here, where it is below.
    private func relative(_ path: String) -> String {
        let here = absolute(".")
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.utf8.count + 1)) : path
    }
}

extension Configuration.Value {
    /// The path that it spells, seen from where the configuration stands.
    var path: String {
        guard !text.hasPrefix("/"), let slash = location.file.path.lastIndex(of: "/") else { return text }
        return location.file.path[...slash] + text
    }
}
