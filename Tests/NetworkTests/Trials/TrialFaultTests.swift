import Foundation
import LinuxSystem
import TestSupport
import Testing

extension OnTheNetwork {
    /// A migration that is struck: what design section 8 promises holds in every phase.
    @Suite(.needs(program: "script")) struct TrialFaultTests {
        private static let faults: [TrialFault] = [
            .cutForASecond, .cut, .cutThere, .cutBack, .corruptThere, .replayThere, .stranger, .sourceKilled,
            .destinationKilled, .destinationOutOfMemory, .interrupted,
        ]

        @Test(arguments: TrialPhase.allCases, faults)
        func `a migration that is struck keeps its promises`(phase: TrialPhase, fault: TrialFault) throws {
            let report = try FaultCase(phase: phase, fault: fault, hasBackup: phase == .fetching).run()
            #expect(report.violations == [], "\(report.result?.lastWords ?? "")")
        }

        /// `Tests/Faults/run` asks for it by how many, and from which seed on.
        @Test(.enabled(if: RandomFaults.asked != nil, "Tests/Faults/run has it run"))
        func `whatever strikes, whenever it does`() throws {
            let asked = try #require(RandomFaults.asked)
            let summary = try RandomFaults.run(asked)
            print(summary.text)
            #expect(summary.violations == 0)
        }
    }
}
