import LinuxSystem

extension FarEnd {
    /// Where a far end looks for the tool besides the near end's own folder.
    private static let searchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// The words that start the far end.
    ///
    /// They pass through a shell where `via` is ssh, and through none where it is `ip netns exec`: so each is plain to both.
    static func command(via: String, binary: String?) throws(AgentError) -> [String] {
        let words = try ShellWords(via).words
        if let binary {
            guard ShellWords.isPlain(binary) else {
                throw AgentError(
                    "--agent \(binary) has characters that a shell at the far end would take for its own; use a plain path"
                )
            }
            return words + [binary, "agent", "--stdio"]
        }
        let folder = Executable.path.flatMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }
        let own = folder.flatMap { ShellWords.isPlain($0) ? $0 + ":" : nil } ?? ""
        return words + ["env", "PATH=\(own)\(searchPath)", "vmotion-preflight", "agent", "--stdio"]
    }

    /// What went wrong before the far end said hello, with what to do about it.
    static func explanation(
        of error: (any Error)?, via: String, status: Int32, errors: String
    ) -> AgentError {
        let code = ChildProcess.exitCode(status)
        let said = errors.isEmpty ? "" : " (\(errors))"
        switch code {
        case 126, 127:
            return AgentError(
                "vmotion-preflight cannot be run at the far end\(said): copy this binary to /usr/local/bin there, or name "
                    + "its path with --agent")
        case 255:
            return AgentError("the far end cannot be reached with \(via)" + (errors.isEmpty ? "" : ": \(errors)"))
        case .some(let code) where code != 0:
            return AgentError(
                "\(via) ended with exit code \(code) before the far end said hello"
                    + (errors.isEmpty ? "" : ": \(errors)"))
        default:
            return AgentError(
                "the far end started with \(via) does not talk: \(error.map { "\($0)" } ?? "it ended")\(said)")
        }
    }
}
