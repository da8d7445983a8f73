import Evidence
import Foundation
import LinuxSystem
import Synchronization
import TestSupport

/// Migrations that are struck by chance, several at once; the same seed gives the same phases, faults and delays.
enum RandomFaults {
    /// What is asked for.
    struct Wish: Sendable {
        let cases: Int
        let seed: UInt64
        let atOnce: Int
    }

    /// What the environment asks for: `TRIAL_FAULTS="CASES SEED AT-ONCE"`.
    static let asked: Wish? = {
        let words = (ProcessInfo.processInfo.environment["TRIAL_FAULTS"] ?? "").split(separator: " ")
        guard words.count == 3, let cases = Int(words[0]), let seed = UInt64(words[1]), let atOnce = Int(words[2])
        else { return nil }
        return Wish(cases: cases, seed: seed, atOnce: atOnce)
    }()

    /// What came of all.
    struct Summary: Sendable {
        var lines: [String: (cases: Int, struck: Int, went: Int)] = [:]
        var violations = 0

        /// How many there were.
        var cases: Int { lines.values.reduce(0) { $0 + $1.cases } }

        /// How many were struck while their phase lasted.
        var struck: Int { lines.values.reduce(0) { $0 + $1.struck } }

        /// A line for each phase and fault.
        var text: String {
            let rows = lines.sorted { $0.key < $1.key }.map { name, count in
                "  \(name): \(count.cases) cases, \(count.struck) struck, \(count.went) migrated all the same"
            }
            return (rows + ["\(cases) cases, \(struck) struck in their phase, \(violations) violations"])
                .joined(separator: "\n")
        }
    }

    /// The case of a seed.
    static func fault(seed: UInt64) -> FaultCase {
        var generator = SeededGenerator(seed: seed)
        let phase = generator.pick(TrialPhase.allCases)
        let fault = generator.pick(TrialFault.allCases)
        return FaultCase(
            phase: phase, fault: fault, delay: generator.oneIn(3) ? 0 : Int.random(in: 0...900, using: &generator),
            hasBackup: phase == .fetching && !generator.oneIn(3))
    }

    /// Runs those that are asked for.
    static func run(_ wish: Wish) throws -> Summary {
        let seeds = (0..<wish.cases).map { wish.seed &+ UInt64($0) }
        return try run(seeds.map { ("seed \($0)", fault(seed: $0)) }, atOnce: wish.atOnce, tellsAll: wish.cases == 1)
    }

    /// Runs cases, so many at once.
    static func run(_ cases: [(name: String, fault: FaultCase)], atOnce: Int, tellsAll: Bool = false) throws -> Summary
    {
        let summary = Mutex(Summary())
        let next = Atomic(0)
        let runs = try BlockingThread.each(Array(0..<atOnce)) { _ in
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < cases.count else { return }
                take(cases[number].fault, name: cases[number].name, tellsAll: tellsAll, into: summary)
            }
        }
        for run in runs { try run.get() }
        return summary.withLock { $0 }
    }

    private static func take(_ one: FaultCase, name: String, tellsAll: Bool, into summary: borrowing Mutex<Summary>) {
        let report: FaultCase.Report
        do {
            report = try one.run()
        } catch {
            report = FaultCase.Report(violations: ["the case could not be run: \(error)"])
        }
        summary.withLock { summary in
            var line = summary.lines["\(one.phase) × \(one.fault)"] ?? (0, 0, 0)
            line.cases += 1
            line.struck += report.hasStruck ? 1 : 0
            line.went += report.result?.exitCode == 0 ? 1 : 0
            summary.lines["\(one.phase) × \(one.fault)"] = line
            summary.violations += report.violations.count
            let outcome = report.result.map { result in
                let trial = result.trial
                return
                    "exit code \(result.exitCode), \(trial.map { "\($0.outcome), guest \($0.guest)" } ?? "no migration")"
            }
            print("\(name): \(one): \(outcome ?? "not run")\(report.hasStruck ? "" : ", not struck")")
            for violation in report.violations { print("  VIOLATION: \(violation)") }
            if tellsAll || !report.violations.isEmpty {
                print(
                    (report.result?.lastWords ?? "").split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
            }
            fflush(nil)
        }
    }
}
