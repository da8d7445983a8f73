import Agent
import ArgumentParser
import Glibc
import LinuxSystem
import Probe
import SourceText

/// The command line.
@main
struct VMotionPreflight: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vmotion-preflight",
        abstract: "Tells, with evidence, whether virtual machines can move live between hosts.",
        discussion: """
            EXAMPLES
              vmotion-preflight lint inventory.yaml
              vmotion-preflight lint inventories/ --report sarif=lint.sarif --report junit=lint.xml
              vmotion-preflight rules explain VMN501
              vmotion-preflight probe --to 192.168.11.9 --via "ssh root@host-b"
              vmotion-preflight trial --to 192.168.11.9 --via "ssh root@host-b"
              vmotion-preflight analyze vmotion.pcap
              vmotion-preflight report inventory.yaml --evidence probe.evidence.json --output report.html

            EXIT CODES
              0  nothing that --fail-on names
              1  findings, and a trial that did not converge
              2  usage, unreadable input or an error in a rule
              3  a measurement could not be made
            """,
        version: version,
        subcommands: [
            LintCommand.self, ProbeCommand.self, TrialCommand.self, AnalyzeCommand.self, ReportCommand.self,
            VerifyCommand.self, RulesCommand.self, QueryCommand.self,
            SchemaCommand.self, ConfigCommand.self, HostCommand.self, AgentCommand.self, ManualCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Console.error("error: " + failure.message)
            Glibc.exit(2)
        } catch let problems as Diagnostics {
            for problem in problems.list { Console.error(problem.description) }
            Glibc.exit(2)
        } catch let problem as Diagnostic {
            Console.error(problem.description)
            Glibc.exit(2)
        } catch let error as MeasurementError {
            fail("\(error)")
        } catch let error as AgentError {
            fail("\(error)")
        } catch let error as SystemError {
            fail("\(error)")
        } catch {
            let code = exitCode(for: error)
            if code == .success {
                print(fullMessage(for: error))
            } else if !fullMessage(for: error).isEmpty {
                Console.error(fullMessage(for: error))
            }
            Glibc.exit(code == .success ? 0 : error is ArgumentParser.ExitCode ? code.rawValue : 2)
        }
    }

    /// Ends because something could not be measured.
    private static func fail(_ why: String) -> Never {
        Console.error("error: \(why)")
        Glibc.exit(3)
    }
}
