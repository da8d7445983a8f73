import Foundation
import TestSupport

/// A network namespace that a ``TestNetwork`` made, and whose end it sees to.
struct Namespace: Sendable {
    /// Its name for ip-netns(8).
    let name: String

    /// Whether its interfaces have IPv6, and with it packets that nobody asked for.
    let hasIPv6: Bool

    /// The words that start a command in it; joined by spaces they are what `--via` takes.
    var prefix: [String] { ["ip", "netns", "exec", name] }

    /// Runs a command in it to its end; killed after so many seconds, with exit code 124 or 137.
    func run(
        _ command: String..., input: String = "", environment: [String: String] = [:], in folder: String? = nil,
        seconds: Int = 60
    ) throws -> Program.Outcome {
        try Program.run(
            prefix + command, input: input, environment: environment, in: folder, seconds: seconds)
    }

    /// Runs `vmotion-preflight` in it.
    func preflight(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], in folder: String? = nil,
        seconds: Int = 60
    ) throws -> Program.Outcome {
        try Program.run(
            prefix + [Repository.binary] + arguments, input: input, environment: environment, in: folder,
            seconds: seconds)
    }

    /// Starts a command in it; the test must stop it, and the network stops it at the latest.
    func start(
        _ command: [String], environment: [String: String] = [:], in folder: String? = nil, seconds: Int = 120
    ) throws -> Program {
        try Program(prefix + command, environment: environment, in: folder, seconds: seconds)
    }

    /// Sets a parameter of the kernel, such as `net.ipv4.tcp_wmem`, in it.
    func setParameter(_ name: String, to value: String) throws {
        try must(prefix + ["sysctl", "--quiet", "--write", "\(name)=\(value)"])
    }

    /// Makes `algorithm` what connections in it use unless they say otherwise.
    func setCongestionControl(_ algorithm: String) throws {
        try must(["\(Repository.root)/Tests/default-congestion-control", name, algorithm])
    }

    /// Lets connections have windows of 256 MiB, as long fat networks need.
    func allowLargeWindows() throws {
        try setParameter("net.ipv4.tcp_wmem", to: "4096 16384 268435456")
        try setParameter("net.ipv4.tcp_rmem", to: "4096 131072 268435456")
    }

    /// Runs `ip` with `arguments` in it.
    func ip(_ arguments: String...) throws { try must(["ip", "-netns", name] + arguments) }
}

/// A command of a fixture did not do its work.
struct FixtureFailure: Error, CustomStringConvertible {
    let description: String
}

/// Runs a command that has to succeed.
@discardableResult
func must(_ command: [String]) throws -> String {
    let outcome = try Program.run(command, seconds: 20)
    guard outcome.exitCode == 0 else {
        throw FixtureFailure(description: "\(command.joined(separator: " ")): \(outcome.errors)\(outcome.output)")
    }
    return outcome.output
}
