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

        @Test(arguments: TrialPhase.allCases)
        func `a migration that is struck keeps its promises`(phase: TrialPhase) throws {
            let cases = Self.faults.map { fault in
                ("table", FaultCase(phase: phase, fault: fault, hasBackup: phase == .fetching))
            }
            let summary = try RandomFaults.run(cases, atOnce: 3)
            #expect(summary.violations == 0, "the output above tells which")
            #expect(summary.cases == Self.faults.count)
            // Else this has not tried what it is for.
            #expect(summary.struck > 0, "\(summary.text)")
        }

        /// `Tests/Faults/run` asks for it by how many, and from which seed on.
        @Test(.enabled(if: RandomFaults.asked != nil, "Tests/Faults/run has it run"))
        func `whatever strikes, whenever it does`() throws {
            let asked = try #require(RandomFaults.asked)
            let summary = try RandomFaults.run(asked)
            print(summary.text)
            #expect(summary.cases == asked.cases && summary.violations == 0)
        }
    }
}
