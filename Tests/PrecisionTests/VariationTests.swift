import Foundation
import RuleEngine
import TestSupport
import Testing

/// What must not matter: a fact that is not captured, and the order in which facts are written.
@Suite struct VariationTests {
    /// Keys whose absence says something: what a person declares and no export holds.
    static let meaningful = [
        // Before 5.0 no resource pool is proposed, so a move that names none is a warning.
        "migrations.resourcePool"
    ]

    /// Leaves out each key everywhere in one estate and in one place of another, which takes seconds; with `EVERY=1` in
    /// every estate, which takes minutes.
    @Test(arguments: Estate.all) func `a fact that is missing is no error and no warning`(_ estate: Estate) throws {
        let tree = try Variation(estate.text)
        var alarms: [String] = []
        for omission in try Self.omissions.get()[estate.name] ?? [] {
            alarms += try Lint(tree.text(without: omission.paths)).alarms.map { "without \(omission.name): \($0)" }
        }
        #expect(alarms.isEmpty)
    }

    @Test(arguments: Estate.all) func `the order of facts does not matter`(_ estate: Estate) throws {
        let reversed = try Lint(try Variation(estate.text).reversed()).findings
        #expect(Set(reversed) == Set(try Lint.clean(estate).findings))
    }

    /// Keys to leave out of an estate.
    private struct Omission {
        let name: String
        let paths: Set<Variation.Path>
    }

    /// What to leave out, by estate.
    private static let omissions = Result {
        var generator = SeededGenerator(seed: 3)
        var holders: [String: [(estate: String, paths: [Variation.Path])]] = [:]
        for estate in Estate.all {
            for (key, paths) in try Variation(estate.text).optionalKeys where !meaningful.contains(key) {
                holders[key, default: []].append((estate.name, paths))
            }
        }
        let takesEvery = ProcessInfo.processInfo.environment["EVERY"] != nil
        var omissions: [String: [Omission]] = [:]
        for (key, holders) in holders.sorted(by: { $0.key < $1.key }) {
            let chosen = takesEvery ? holders : [generator.pick(holders)]
            for (estate, paths) in chosen {
                omissions[estate, default: []].append(Omission(name: key, paths: Set(paths)))
            }
            for (estate, paths) in takesEvery ? holders : [generator.pick(holders)] where paths.count > 1 {
                omissions[estate, default: []].append(Omission(name: "one \(key)", paths: [generator.pick(paths)]))
            }
        }
        return omissions
    }
}
