import Foundation
import TestSupport

/// A running `test-link` between two namespaces.
final class TestLink {
    let wire: Wire
    private let program: Program
    private var isStopped = false
    private var report: Report?

    init(wire: Wire, program: Program) {
        self.wire = wire
        self.program = program
    }

    /// What it did in both directions.
    struct Report: Decodable {
        let forward: Direction
        let reverse: Direction

        struct Direction: Decodable {
            let frames: Int
            let lost: Int
            let queueFull: Int
            let tooBig: Int
            let icmpDropped: Int
            let refused: Int
            let duplicated: Int
            let reordered: Int
            let cut: Int
            let corrupted: Int
            let replayed: Int
        }
    }

    /// Has it do something from now on, such as `cut forward 1`.
    func tell(_ command: String) throws {
        let answers = program.output.split(separator: "\n").count
        try program.write(command + "\n")
        let deadline = Date(timeIntervalSinceNow: 10)
        while program.output.split(separator: "\n").count == answers {
            guard program.isRunning, Date() < deadline else { throw FixtureFailure(description: "test-link is deaf") }
            usleep(500)
        }
        guard program.output.hasSuffix("done\n") else {
            throw FixtureFailure(description: "test-link does not understand \(command)")
        }
    }

    /// Ends it, which takes both interfaces away.
    @discardableResult
    func stop() -> Report? {
        guard !isStopped else { return report }
        isStopped = true
        let lines = program.stop().output.split(separator: "\n")
        report = lines.last.flatMap { try? JSONDecoder().decode(Report.self, from: Data($0.utf8)) }
        return report
    }
}
