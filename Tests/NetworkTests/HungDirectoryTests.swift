import Foundation
import TestSupport
import Testing

extension OnTheNetwork {
    /// A backup directory whose file server does not answer: automount(8) that never mounts what is asked for, autofs(5).
    @Suite(.needsAutofs) struct HungDirectoryTests {
        private static let automounter = """
            import ctypes, os, sys
            os.setpgid(0, 0)
            requests, pipe = os.pipe()
            options = f"fd={pipe},pgrp={os.getpgrp()},minproto=5,maxproto=5,indirect".encode()
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.mount(b"hung", sys.argv[1].encode(), b"autofs", 0, options):
                sys.exit(os.strerror(ctypes.get_errno()))
            print("mounted", flush=True)
            sys.stdin.read()
            libc.umount2(sys.argv[1].encode(), 2)
            """

        @Test func `a backup directory that does not answer is told of, and waited for no longer`() throws {
            try withTemporaryFolder { folder in
                let server = try Program(["python3", "-c", Self.automounter, folder], seconds: 60)
                defer {
                    server.endInput()
                    _ = server.wait()
                }
                #expect(server.says("mounted"), "\(server.errors)")
                let run = try Program.run(
                    [
                        Repository.binary, "trial", "--to", "127.0.0.1", "--via", "env", "--mode", "quick-resume",
                        "--backup-directory", "\(folder)/shared",
                    ], seconds: 30)
                #expect(run.exitCode == 2, "\(run.errors)")
                #expect(run.errors.contains("\(folder)/shared has not answered within 5 s"), "\(run.errors)")
            }
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips tests where the kernel has no autofs, and says so; in continuous integration they run and fail.
    fileprivate static var needsAutofs: Self {
        let known = (try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8)) ?? ""
        return .enabled(
            if: known.contains("autofs") || NetworkRequirement.isContinuousIntegration, "the kernel has no autofs")
    }
}
