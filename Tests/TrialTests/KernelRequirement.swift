import Foundation
import LinuxSystem
import Testing

/// Skips the test that calls it where the kernel lacks something, and says what; in continuous integration it runs and fails.
func require(_ capabilities: Capability...) throws {
    guard ProcessInfo.processInfo.environment["CI"] != "true" else { return }
    for obstacle in capabilities.compactMap(\.obstacle) { try Test.cancel("\(obstacle)") }
}
