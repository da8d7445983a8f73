import FoundationEssentials

/// Where things lie, seen from this file.
enum Repository {
    /// The top of the repository.
    static let root = folder(#filePath, up: 4)

    /// The folder of the programs that were built beside the test runner.
    static let programs = folder(CommandLine.arguments[0], up: 1)

    /// The binary under test.
    static let binary = "\(programs)/vmotion-preflight"

    private static func folder(_ path: String, up levels: Int) -> String {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return absolute.split(separator: "/").dropLast(levels).map { "/" + $0 }.joined()
    }
}
