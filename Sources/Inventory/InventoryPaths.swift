import FoundationEssentials
import Glibc
public import SourceText

/// Finds the inventory files that paths on a command line stand for.
public enum InventoryPaths {
    /// The files for `paths`: a file stands for itself, a directory for the `.yaml`, `.yml` and `.json` files below it, by name.
    ///
    /// Below a directory only regular files are taken; names with a leading dot, JSON Schemas, which editors want nearby, and
    /// evidence, which is given by itself, are left out.
    ///
    /// - Parameters:
    ///   - paths: files, directories and `-`.
    ///   - others: files and directories with something else in them, such as waivers; left out below a directory.
    /// - Returns: the files, each once.
    /// - Throws: a diagnostic for each path that does not exist or holds no inventory.
    public static func files(_ paths: [String], besides others: [String] = []) throws(Diagnostics) -> [String] {
        let others = Set(others.compactMap { status(of: $0).map(Identity.init) })
        var files: [String] = []
        var problems: [Diagnostic] = []
        for path in paths {
            var isDirectory = false
            if path == "-" {
                files.append(path)
            } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
                problems.append(Diagnostic(.error, path: path, message: "there is no such file or directory"))
            } else if isDirectory {
                var visited = others
                let told = problems.count
                let found = inventories(in: path, besides: &visited, &problems)
                if found.isEmpty, problems.count == told {
                    problems.append(
                        Diagnostic(
                            .error, path: path,
                            message: "holds no .yaml, .yml or .json file"))
                }
                files += found
            } else {
                files.append(path)
            }
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }

    /// What tells a directory from all others, whatever the path that leads to it.
    private struct Identity: Hashable {
        let device: dev_t
        let inode: ino_t

        init(_ status: stat) { (device, inode) = (status.st_dev, status.st_ino) }
    }

    /// The inventories below `directory`, unless it is one of the `visited`: links may lead to one directory on many paths.
    private static func inventories(
        in directory: String, besides visited: inout Set<Identity>, _ problems: inout [Diagnostic]
    ) -> [String] {
        guard let status = status(of: directory),
            visited.insert(Identity(status)).inserted
        else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            // Half an estate must not pass for a whole one.
            problems.append(
                Diagnostic(
                    .error, path: directory,
                    message:
                        "cannot be opened: \(unsafe String(cString: strerror(errno))), so its inventories are not known"
                ))
            return []
        }
        var files: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
            let hasSuffix =
                [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
                && ![".schema.json", ".evidence.json"].contains { name.hasSuffix($0) }
            guard let status = Self.status(of: path) else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: files += inventories(in: path, besides: &visited, &problems)
            // Reading a pipe or a device may never end; whoever means one names it.
            case S_IFREG where hasSuffix && !visited.contains(Identity(status)): files.append(path)
            default: break
            }
        }
        return files
    }

    /// What the system says of the file that `path` leads to, or nothing when there is none.
    private static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status : nil
    }
}
