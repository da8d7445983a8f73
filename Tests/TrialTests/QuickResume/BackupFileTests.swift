import Foundation
import LinuxSystem
import TestSupport
import Testing

@testable import Trial

@Suite struct BackupFileTests {
    private let identity: MigrationIdentity
    private let cancellation: Cancellation

    init() throws {
        identity = try MigrationIdentity()
        cancellation = try Cancellation()
    }

    private func soon(_ seconds: Double = 20) -> Int64 { MonotonicClock.now + Int64(seconds * 1e9) }

    /// Both ends of a conversation in one folder.
    private func ends(in folder: String, byteCount: Int = BackupFile.usualBytes) throws -> (BackupFile, BackupFile) {
        let one = try BackupFile.create(in: folder, identity: identity, byteCount: byteCount)
        let other = try BackupFile.open(in: folder, identity: identity, until: soon(), cancellation: cancellation)
        try one.waitForOther(until: soon(), cancellation: cancellation)
        return (one, other)
    }

    private func messages(_ count: Int, seed: UInt64) -> [[UInt8]] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let length = generator.oneIn(3) ? BackupFile.longestMessage : Int.random(in: 0...5_000, using: &generator)
            let first = UInt8.random(in: 0...255, using: &generator)
            return (0..<length).map { first &+ UInt8(truncatingIfNeeded: $0 &* 7) }
        }
    }

    private func receiveAll(_ file: BackupFile) throws -> [[UInt8]] {
        var all: [[UInt8]] = []
        while let message = try file.receive(silence: 5, until: soon(), cancellation: cancellation) {
            all.append(message)
        }
        return all
    }

    @Test(arguments: [0, BackupFile.usualBytes])
    func `what one end sends the other receives, whole, once and in order, both ways at once`(byteCount: Int) throws {
        try withTemporaryFolder { folder in
            let (one, other) = try ends(in: folder, byteCount: byteCount)
            let (there, back) = (messages(700, seed: 1), messages(500, seed: 2))
            let threads = try [(one, there), (other, back)].map { file, messages in
                try BlockingThread { [cancellation] in
                    var generator = SeededGenerator(seed: UInt64(messages.count))
                    var rest = messages[...]
                    while !rest.isEmpty {
                        let some = Int.random(in: 1...50, using: &generator)
                        try file.send(Array(rest.prefix(some)), until: soon(), cancellation: cancellation)
                        rest = rest.dropFirst(some)
                    }
                    try file.close()
                }
            }
            let reading = try BlockingThread { try receiveAll(other) }
            #expect(try receiveAll(one) == back)
            #expect(try reading.join() == there)
            for thread in threads { try thread.join() }
            let bytes = (there.reduce(0) { $0 + $1.count }, back.reduce(0) { $0 + $1.count })
            #expect(one.messageBytes == bytes)
            #expect(other.messageBytes == (bytes.1, bytes.0))
        }
    }

    @Test func `a block that is being written is not there until it is whole, in whatever order its sectors come`()
        throws
    {
        try withTemporaryFolder { folder in
            let (one, other) = try ends(in: folder, byteCount: 0)
            let sent = messages(60, seed: 3)
            let writing = try BlockingThread { [cancellation] in
                var generator = SeededGenerator(seed: 4)
                let file = unsafe Descriptor(owning: open("\(folder)/\(name(".backup"))", O_WRONLY))
                let block = BackupBuffer(byteCount: BackupLayout.messageBlock)
                for (index, message) in sent.enumerated() {
                    // No further than the ring has room for.
                    while UInt64(index) >= one.receivedByOther + 8 {
                        guard cancellation.sleep(nanoseconds: 1_000_000) else { return }
                    }
                    let bytes = unsafe block.part(0, BackupLayout.messageBlock)
                    unsafe one.medium.write(.message, sequence: UInt64(index), message, into: bytes)
                    for sector in (0..<16).shuffled(using: &generator) {
                        let offset = one.medium.layout.message(UInt64(index), of: .creator) + sector * 512
                        _ = unsafe pwrite(file.number, bytes.baseAddress! + sector * 512, 512, offset)
                        if generator.oneIn(8) { _ = cancellation.sleep(nanoseconds: 400_000) }
                    }
                }
            }
            for message in sent {
                #expect(try other.receive(silence: 5, until: soon(), cancellation: cancellation) == message)
                other.tellNow()
            }
            try writing.join()
        }
    }

    @Test func `an end that is gone is missed, and one that has only nothing to say is not`() throws {
        try withTemporaryFolder { folder in
            let one: BackupFile
            do {
                let other: BackupFile
                (one, other) = try ends(in: folder)
                let waited = kind { _ = try one.receive(silence: 1, until: soon(2), cancellation: cancellation) }
                #expect(waited == .late)
                withExtendedLifetime(other) {}
            }
            #expect(kind { _ = try one.receive(silence: 1, until: soon(), cancellation: cancellation) } == .silent)
        }
    }

    @Test func `who waits can be told to stop`() throws {
        try withTemporaryFolder { folder in
            let (one, other) = try ends(in: folder, byteCount: 0)
            let many = messages(40, seed: 1)
            #expect(kind { try one.send(many, until: soon(0.2), cancellation: cancellation) } == .late)
            let waiting = try BlockingThread { kind { _ = try receiveAll(one) } }
            let sending = try BlockingThread { [cancellation] in
                kind { try other.send(many, until: soon(), cancellation: cancellation) }
            }
            cancellation.cancel()
            #expect(try waiting.join() == .interrupted)
            #expect(try sending.join() == .interrupted)
        }
    }

    @Test func `hosts that do not see one directory are told so`() throws {
        try withTemporaryFolder { here in
            try withTemporaryFolder { there in
                let one = try BackupFile.create(in: here, identity: identity)
                let opened = kind {
                    _ = try BackupFile.open(
                        in: there, identity: identity, until: soon(0.1), cancellation: cancellation)
                }
                #expect(opened == .notShared)
                #expect(kind { try one.waitForOther(until: soon(0.1), cancellation: cancellation) } == .notShared)
                // The same name is not enough.
                try FileManager.default.copyItem(
                    atPath: "\(here)/\(name(".backup"))", toPath: "\(there)/\(name(".backup"))")
                let other = try MigrationIdentity()
                let text = String(decoding: try JSONEncoder().encode(other), as: UTF8.self)
                let stranger = try JSONDecoder().decode(
                    MigrationIdentity.self, from: Data(text.replacing(other.name, with: identity.name).utf8))
                let foreign = kind {
                    _ = try BackupFile.open(
                        in: there, identity: stranger, until: soon(0.1), cancellation: cancellation)
                }
                #expect(foreign == .notShared)
            }
        }
    }

    @Test func `a directory that is not there is told of by its path`() throws {
        try withTemporaryFolder { folder in
            try Data().write(to: URL(filePath: "\(folder)/file"))
            for path in ["\(folder)/none", "\(folder)/file", "\(folder)/file/none"] {
                let error = #expect(throws: SharedDirectoryError.self) {
                    try BackupFile.create(in: path, identity: identity)
                }
                #expect(error?.kind == .missing)
                #expect(error?.description.contains(path) == true)
                let opened = kind {
                    _ = try BackupFile.open(in: path, identity: identity, until: soon(), cancellation: cancellation)
                }
                #expect(opened == .missing)
            }
        }
    }

    @Test(.needsMounting) func `a directory without room is told of at once, and nothing is left in it`() throws {
        try withSmallDisk("size=1m") { folder in
            #expect(kind { _ = try BackupFile.create(in: folder, identity: identity) } == .full)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left == [])
        }
    }

    @Test(.needsMounting) func `a directory that cannot be written in is told of`() throws {
        try withSmallDisk("ro") { folder in
            #expect(kind { _ = try BackupFile.create(in: folder, identity: identity) } == .readOnly)
        }
    }

    @Test func `what a dead migration has left is taken away, and nothing else is`() throws {
        try withTemporaryFolder { folder in
            let dead = "vmotion-preflight-\(String(repeating: "d", count: 32))"
            let living = "vmotion-preflight-\(String(repeating: "a", count: 32))"
            let old = ["\(dead).backup", "\(dead).undecided", "\(dead).glancex", "\(living).undecided"]
            let foreign = ["vmotion-preflight-notes.backup", "disk.vmdk", "\(dead).backup.mine"]
            for name in old + foreign + ["\(living).backup"] {
                try Data().write(to: URL(filePath: "\(folder)/\(name)"))
                guard name != "\(living).backup" else { continue }
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -700)], ofItemAtPath: "\(folder)/\(name)")
            }
            _ = try BackupFile.create(in: folder, identity: identity)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(left == (foreign + ["\(living).backup", "\(living).undecided", name(".backup")]).sorted())
        }
    }

    @Test func `an end that claims to have read what was not written is told of`() throws {
        try withTemporaryFolder { folder in
            let (one, other) = try ends(in: folder, byteCount: 0)
            try other.pulse.tell { $0.consumed = 1_000 }
            let many = messages(9, seed: 1)
            #expect(kind { try one.send(many, until: soon(), cancellation: cancellation) } == .nonsense)
        }
    }

    @Test(arguments: 0..<50) func `no change of a block's bytes passes for a block`(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let block = BackupBuffer(byteCount: BackupLayout.messageBlock)
        let bytes = unsafe block.part(0, BackupLayout.messageBlock)
        let message = messages(1, seed: UInt64(seed))[0]
        unsafe BackupBlock.write(.message, by: .opener, sequence: 7, message, identity: identity, into: bytes)
        let read = { unsafe BackupBlock.read(UnsafeRawBufferPointer(bytes), .message, by: .opener, identity: identity) }
        #expect(read()?.payload == message && read()?.sequence == 7)
        for _ in 0..<200 {
            let place = Int.random(in: 0..<BackupBlock.headerBytes + message.count, using: &generator)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            unsafe bytes[place] ^= bit
            #expect(read() == nil)
            unsafe bytes[place] ^= bit
        }
        #expect(read()?.payload == message)
    }

    private func name(_ suffix: String) -> String { "vmotion-preflight-\(identity.name)\(suffix)" }

    private func kind(_ body: () throws -> Void) -> SharedDirectoryError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? SharedDirectoryError)?.kind
        }
    }
}

extension BackupFile {
    /// How many messages the other end says that it has read.
    fileprivate var receivedByOther: UInt64 { (try? look())?.status.consumed ?? 0 }

    /// Tells how many messages were read.
    fileprivate func tellNow() {
        let count = receiving.count
        try? pulse.tell { $0.consumed = count }
    }
}
