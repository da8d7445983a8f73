import LinuxSystem
import TestSupport
import Testing

@testable import Agent
@testable import Probe

@Suite struct FarEndTests {
    private static let hello = #"{\"hello\":{\"protocol\":1,\"version\":\"9.9\"}}"#

    /// A far end that is a script; what follows the script's own words reaches it as arguments.
    private func farEnd(_ script: String, patience: Int64 = 5_000_000_000) throws -> FarEnd {
        try FarEnd(via: "sh -c \"\(script)\" far", version: "1.0", patience: patience)
    }

    private func complaint(_ script: String, patience: Int64 = 5_000_000_000) throws -> String {
        let error = #expect(throws: AgentError.self) { try farEnd(script, patience: patience).end() }
        return error?.description ?? ""
    }

    @Test func `The real far end answers, and is gone once it is ended`() throws {
        let far = try FarEnd(via: "env", binary: Built.binary, version: "1.0")
        let before = RealtimeClock.now
        let reply = try far.call(TellTime())
        #expect(reply.nanoseconds >= before && reply.nanoseconds <= RealtimeClock.now)
        let process = far.process
        far.end()
        #expect(SystemFile.text("/proc/\(process)/stat") == nil)
        let error = #expect(throws: AgentError.self) { try far.call(TellTime()) }
        #expect(error?.description.contains("is gone") == true)
    }

    @Test func `A greeting before the hello is passed over`() throws {
        let far = try farEnd("echo Welcome; echo; printf 'no line end'; echo; echo '\(Self.hello)'; cat > /dev/null")
        #expect(far.version == "9.9")
        far.end()
    }

    @Test(arguments: [
        ("echo 'ssh: connect to host b port 22: Connection refused' >&2; exit 255", "cannot be reached with sh -c"),
        ("echo 'ssh: connect to host b port 22: Connection refused' >&2; exit 255", "port 22: Connection refused"),
        (
            "echo 'bash: line 1: vmotion-preflight: command not found' >&2; exit 127",
            "copy this binary to /usr/local/bin"
        ),
        ("exit 0", "does not talk"),
        ("exit 4", "ended with exit code 4 before the far end said hello"),
        ("yes | head -n 500; cat > /dev/null", "no hello of vmotion-preflight: \"y\""),
        ("head -c 3000000 /dev/zero; cat > /dev/null", "a line of more than"),
        (
            #"echo '{\"hello\":{\"protocol\":2,\"version\":\"9.9\"}}'; cat > /dev/null"#,
            "here vmotion-preflight 1.0 with protocol 1, at the far end 9.9 with protocol 2"
        ),
    ])
    func `A far end that does not come up says why`(script: String, part: String) throws {
        #expect(try complaint(script).contains(part))
    }

    @Test func `A far end that says nothing is given up, and killed`() throws {
        #expect(try complaint("trap '' TERM; sleep 300", patience: 200_000_000).contains("no hello in time"))
    }

    @Test func `A program that is not there`() {
        let error = #expect(throws: AgentError.self) { try FarEnd(via: "no-such-program-here", version: "1.0") }
        #expect(
            error?.description
                == "the far end cannot be started: cannot start no-such-program-here: No such file or directory")
    }

    @Test(arguments: [
        ("exit 3", "is gone"), ("kill -9 $$", "is gone"),
        ("echo garbage; cat > /dev/null", "not a control message: \"garbage\""),
        (#"echo '{\"reply\":1,\"failure\":\"no room\"}'; cat > /dev/null"#, "the far end: no room"),
        (#"echo '{\"reply\":1,\"body\":7}'; cat > /dev/null"#, "answered end.time with something else"),
        ("echo '{}'; cat > /dev/null", "out of place"),
        ("echo dying >&2; exit 1", "its last words: dying"),
    ])
    func `A far end that fails in the middle of a call says why`(script: String, part: String) throws {
        let far = try farEnd("echo '\(Self.hello)'; read a; read b; \(script)")
        defer { far.end() }
        let error = #expect(throws: AgentError.self) { try far.call(TellTime(), patience: 5_000_000_000) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test func `A far end that falls silent is given up`() throws {
        let far = try farEnd("echo '\(Self.hello)'; cat > /dev/null")
        defer { far.end() }
        let error = #expect(throws: AgentError.self) { try far.call(TellTime(), patience: 200_000_000) }
        #expect(error?.description.contains("said nothing") == true)
    }

    @Test(arguments: ["-1", "-9223372036854775808", "9223372036854775807"])
    func `A number that no far end would send is nonsense`(value: String) throws {
        let reply = #"{\"reply\":1,\"body\":{\"nanoseconds\":"# + value + "}}"
        let far = try farEnd("echo '\(Self.hello)'; read a; read b; echo '\(reply)'; read c")
        defer { far.end() }
        let error = #expect(throws: AgentError.self) { try far.call(TellTime()) }
        #expect(error?.description == "the far end sent nonsense (end.time): nanoseconds is \(value)")
    }

    @Test func `What the far end says steers no terminal and passes for no message of its own`() throws {
        let failure = #"{\"reply\":1,\"failure\":\"no\\u001b[31m\\r\\nerror: fake\\u202e\"}"#
        let far = try farEnd("echo '\(Self.hello)'; read a; read b; printf '%s' '\(failure)'; echo; read c")
        defer { far.end() }
        let error = #expect(throws: AgentError.self) { try far.call(TellTime()) }
        #expect(error?.description == #"the far end: no\u{1B}[31m\u{D}\u{A}error: fake\u{202E}"#)
    }

    @Test func `Words on the standard error steer no terminal either`() throws {
        let text = try complaint(#"printf 'a\\033]0;b\\007 \\302\\233 \\342\\200\\256' >&2; exit 4"#)
        #expect(text.contains(#"a\u{1B}]0;b\u{7} \u{9B} \u{202E}"#), "\(text)")
    }

    private static let endless = #"while true; do echo '{\"event\":1,\"body\":{}}'; sleep 0.05; done"#

    @Test func `Signs of life without end are no answer`() throws {
        let far = try farEnd("echo '\(Self.hello)'; read a; read b; \(Self.endless)")
        defer { far.end() }
        let error = #expect(throws: AgentError.self) {
            try far.call(TellTime(), patience: 5_000_000_000, limit: 300_000_000)
        }
        #expect(error?.description.contains("did not answer in time") == true)
    }

    @Test func `Who wants to stop is not held up by signs of life`() throws {
        let far = try farEnd("echo '\(Self.hello)'; read a; read b; \(Self.endless)")
        defer { far.end() }
        let cancellation = try Cancellation()
        cancellation.cancel()
        var isTold = false
        #expect(throws: AgentError.interrupted) {
            try far.call(
                TellTime(), patience: 60_000_000_000, cancellation: cancellation, grace: 200_000_000,
                stopped: { isTold = true })
        }
        #expect(isTold)
    }

    @Test func `A flood of errors does not hold up the replies`() throws {
        let reply = #"{\"reply\":1,\"body\":{\"nanoseconds\":7}}"#
        let far = try farEnd("echo '\(Self.hello)'; yes >&2 & read a; read b; echo '\(reply)'; read c; kill %1")
        defer { far.end() }
        #expect(try far.call(TellTime()).nanoseconds == 7)
    }

    @Test func `An interruption ends the wait for a reply at once`() throws {
        let far = try farEnd("echo '\(Self.hello)'; cat > /dev/null")
        defer { far.end() }
        let cancellation = try Cancellation()
        let waker = try BlockingThread {
            _ = try Cancellation().sleep(nanoseconds: 100_000_000)
            cancellation.cancel()
        }
        #expect(throws: AgentError.interrupted) {
            try far.call(TellTime(), patience: 60_000_000_000, cancellation: cancellation)
        }
        try waker.join()
    }

    @Test func `Many calls at once each get their own reply`() throws {
        let far = try FarEnd(via: "env", binary: Built.binary, version: "1.0")
        defer { far.end() }
        let threads = try (0..<20).map { _ in
            try BlockingThread { try (0..<20).map { _ in try far.call(TellTime()).nanoseconds } }
        }
        for thread in threads {
            let times = try thread.join()
            #expect(times == times.sorted())
        }
    }
}
