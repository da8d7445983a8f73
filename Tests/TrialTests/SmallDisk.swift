import Foundation
import TestSupport
import Testing

/// Runs `body` with a folder on a disk of its own, of so many KiB or read-only, which is gone afterwards: tmpfs(5).
func withSmallDisk<Result>(_ options: String, _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
        let mounted = try Program.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder])
        try #require(mounted.exitCode == 0, "\(mounted.errors)")
        defer { _ = try? Program.run(["umount", folder]) }
        return try body(folder)
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips tests that mount a disk where that is not allowed, and says so; in continuous integration they run and fail.
    static var needsMounting: Self {
        .enabled(
            if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] == "true", "mounting a disk needs root")
    }
}
