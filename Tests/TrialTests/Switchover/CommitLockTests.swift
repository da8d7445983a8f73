import Foundation
import LinuxSystem
import TestSupport
import Testing

@testable import Trial

@Suite struct CommitLockTests {
    private let identity: MigrationIdentity

    init() throws { identity = try MigrationIdentity() }

    @Test func `whoever asks first decides for all`() throws {
        try withTemporaryFolder { folder in
            for round in 0..<100 {
                let identity = try MigrationIdentity()
                try CommitLock(directory: folder, identity: identity).prepare()
                let wishes: [SwitchoverDecision] = (0..<6).map { $0 % 2 == round % 2 ? .committed : .aborted }
                let answers = try BlockingThread.each(wishes) { wish in
                    try CommitLock(directory: folder, identity: identity).decide(wish, within: 20)
                }.map { try $0.get() }
                #expect(Set(answers).count == 1)
                let lock = CommitLock(directory: folder, identity: identity)
                #expect(try lock.decision(within: 20) == answers.first)
                SharedDirectory(folder).removeAll(of: identity)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func `nothing is decided before somebody asks`() throws {
        try withTemporaryFolder { folder in
            let lock = CommitLock(directory: folder, identity: identity)
            try lock.prepare()
            #expect(try lock.decision(within: 20) == nil)
            #expect(try lock.decide(.aborted, within: 20) == .aborted)
            #expect(try lock.decide(.committed, within: 20) == .aborted)
            #expect(try lock.decision(within: 20) == .aborted)
        }
    }

    @Test func `what somebody took away decides nothing any more`() throws {
        try withTemporaryFolder { folder in
            let lock = CommitLock(directory: folder, identity: identity)
            try lock.prepare()
            #expect(try lock.decide(.committed, within: 20) == .committed)
            SharedDirectory(folder).removeAll(of: identity)
            for wish in SwitchoverDecision.allCases {
                #expect(throws: SharedDirectoryError.self) { try lock.decide(wish, within: 20) }
            }
            #expect(throws: SharedDirectoryError.self) { try lock.decision(within: 20) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test func `a directory that does not answer is not waited for any longer`() throws {
        let (shared, answered) = (SharedDirectory("/shared"), try Mailbox<Void>())
        defer { answered.put(()) }
        #expect(throws: shared.late(0.05)) {
            try shared.patiently(0.05) { () throws(SharedDirectoryError) in _ = try? answered.take(until: .max) }
        }
        let stop = try Cancellation()
        stop.cancel()
        #expect(throws: BackupFile.interrupted) {
            try shared.patiently(60, cancellation: stop) { () throws(SharedDirectoryError) in
                _ = try? answered.take(until: .max)
            }
        }
    }

    @Test func `a directory that has gone is no answer`() throws {
        let lock = try withTemporaryFolder { folder in
            let lock = CommitLock(directory: folder, identity: identity)
            try lock.prepare()
            return lock
        }
        let error = #expect(throws: SharedDirectoryError.self) { try lock.decide(.aborted, within: 20) }
        #expect(error?.kind == .missing)
        #expect(throws: SharedDirectoryError.self) { try lock.prepare() }
    }

    @Test(.needsMounting) func `a full directory still takes a decision`() throws {
        try withSmallDisk("size=64k,nr_inodes=3") { folder in
            let lock = CommitLock(directory: folder, identity: identity)
            try lock.prepare()
            try Data(repeating: 1, count: 60_000).write(to: URL(filePath: "\(folder)/filler"))
            #expect(try lock.decide(.committed, within: 20) == .committed)
            #expect(try lock.decision(within: 20) == .committed)
        }
    }

    @Test(arguments: [
        "", "../../../../etc/passwd", "0123456789abcdef0123456789abcde/", "0123456789ABCDEF0123456789ABCDEF",
    ])
    func `a name that is none is refused`(name: String) throws {
        let known = try JSONEncoder().encode(identity)
        let text = String(decoding: known, as: UTF8.self).replacing(
            identity.name, with: name.replacing("/", with: "\\/"))
        let forged = try JSONDecoder().decode(MigrationIdentity.self, from: Data(text.utf8))
        #expect(throws: (any Error).self) { try forged.validate() }
    }
}
