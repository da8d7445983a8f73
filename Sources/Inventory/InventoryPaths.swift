import FoundationEssentials
public import SourceText

/// Finds the inventory files that paths on a command line stand for.
public enum InventoryPaths {
    /// The files for `paths`: a file stands for itself, a directory for the `.yaml`, `.yml` and `.json` files in it and below,
    /// names with a leading dot left out, in the order of their names.
    ///
    /// - Throws: a diagnostic for each path that does not exist or holds no inventory.
    public static func files(_ paths: [String]) throws(Diagnostics) -> [String] {
        var files: [String] = []
        var problems: [Diagnostic] = []
        for path in paths {
            var isDirectory = false
            if path == "-" {
                files.append(path)
            } else if !FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) {
                problems.append(Diagnostic(.error, path: path, message: "there is no such file or directory"))
            } else if isDirectory {
                var visited: Set<String> = []
                let found = inventories(in: path, besides: &visited)
                if found.isEmpty {
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

    /// The inventories below `directory`; a link may lead back to a folder that was `visited`.
    private static func inventories(in directory: String, besides visited: inout Set<String>) -> [String] {
        guard visited.insert(URL(filePath: directory).resolvingSymlinksInPath().path).inserted else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        var files: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { continue }
            if isDirectory {
                files += inventories(in: path, besides: &visited)
            } else if [".yaml", ".yml", ".json"].contains(where: { name.hasSuffix($0) }) {
                files.append(path)
            }
        }
        return files
    }
}
