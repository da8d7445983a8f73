import Agent
import ArgumentParser
import Glibc
import LinuxSystem
import Probe
import Trial

/// `agent`: the far end of a measurement.
struct AgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "Be the far end of a measurement; probe and trial start it themselves.",
        discussion: """
            It is started on the other machine by the command that --via names, takes its orders on the standard input, answers on
            the standard output, and ends when the input ends. It needs no configuration and leaves nothing behind: the data port
            is open only while something is measured, and only to the peer that proves a one-time token. To be found there, the
            binary is copied to /usr/local/bin, or named with --agent.

            Whoever runs the far machine may start it by a forced command of sshd(8) instead, with a limit:
            command="vmotion-preflight agent --stdio --max-memory 8GiB" before the key in ~/.ssh/authorized_keys.

            EXAMPLES
              vmotion-preflight probe --to 192.0.2.12 --via "ssh root@host-b"
              vmotion-preflight probe --to 10.0.0.2 --via "ip netns exec b"

            EXIT CODES
              0  the near end has ended it
              2  usage
              3  the near end is of another version, or sent what makes no sense
            """)

    @Flag(help: "Talk on the standard input and output; there is no other way.")
    var stdio = false

    @Option(
        help: ArgumentHelp(
            "The most memory that the guests of trials may take here (default: four fifths of what is free).",
            valueName: "size"),
        transform: { try ByteCount($0) })
    var maxMemory: ByteCount?

    func validate() throws {
        guard stdio else { throw ValidationError("The only way to talk to it is --stdio.") }
    }

    func run() throws {
        guard isatty(STDIN_FILENO) == 0 else {
            throw CommandFailure(
                "agent --stdio talks to another vmotion-preflight, not to a terminal; probe and trial start it by --via, "
                    + "for example: vmotion-preflight probe --to 192.0.2.12 --via \"ssh root@host-b\"")
        }
        let trials = TrialService(maxMemoryBytes: maxMemory.map { Int($0.amount) })
        let server = AgentServer(AgentRegistry([EndService(), MeasuringService(), trials]), version: version)
        do {
            try server.run(
                input: Descriptor(owning: dup(STDIN_FILENO)), output: Descriptor(owning: dup(STDOUT_FILENO)))
        } catch {
            trials.leave()
            Console.error("error: \(error)")
            Glibc._exit(3)
        }
        trials.leave()
        // At once, whatever still listens or waits.
        Glibc._exit(0)
    }
}
