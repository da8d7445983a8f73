import LinuxSystem

/// The files of migrations in a directory that both hosts see, by name.
struct SharedDirectory: Sendable {
    /// What lies there for one migration; the name ends with it.
    enum Part: String, CaseIterable, Sendable {
        case backup
        case undecided
        case committed
        case aborted
    }

    /// Files that nobody has written to for so long are of dead migrations: living ones write several times a second.
    static let deadAfterSeconds = 600

    private static let prefix = "vmotion-preflight-"

    let directory: Directory

    /// The directory at `path`.
    init(_ path: String) { directory = Directory(path) }

    /// The name of a file.
    func name(_ part: Part, of identity: MigrationIdentity) -> String { "\(Self.prefix)\(identity.name).\(part)" }

    /// Where a file is.
    func path(_ part: Part, of identity: MigrationIdentity) -> String {
        "\(directory.path)/\(name(part, of: identity))"
    }

    /// Does `body` on a thread of its own, and waits for it for no longer than 2 s: a file server that does not answer holds
    /// nothing else up.
    static func attempt(_ body: @escaping @Sendable () -> Void) {
        guard let done = try? Mailbox<Void>() else { return }
        let trying = try? BlockingThread(named: "shared dir") {
            body()
            done.put(())
        }
        guard let trying else { return }
        trying.detach()
        _ = try? done.take(until: MonotonicClock.now + 2_000_000_000)
    }

    /// Does `body` on a thread of its own, and waits for it for so long: a file server that does not answer holds up nobody else.
    ///
    /// What took too long may still be done.
    func patiently<Value: Sendable>(
        _ seconds: Double, cancellation: Cancellation? = nil,
        _ body: @escaping @Sendable () throws(SharedDirectoryError) -> Value
    ) throws(SharedDirectoryError) -> Value {
        let answer: Result<Value, SharedDirectoryError>?
        do throws(SystemError) {
            let mailbox = try Mailbox<Result<Value, SharedDirectoryError>>()
            try BlockingThread(named: "shared dir") { mailbox.put(outcome(of: body)) }.detach()
            answer = try mailbox.take(until: MonotonicClock.now + Int64(seconds * 1e9), cancellation: cancellation)
        } catch {
            throw self.error(error)
        }
        if let answer { return try answer.get() }
        if cancellation?.isCancelled == true { throw BackupFile.interrupted }
        throw late(seconds)
    }

    /// The sentence for a directory that has not answered for so long.
    func late(_ seconds: Double) -> SharedDirectoryError {
        SharedDirectoryError(
            .late, "the backup directory \(directory.path) has not answered within \(Int(seconds.rounded())) s")
    }

    /// Takes away what a migration has there; to be done when both ends have ended, since they learn what was decided nowhere else.
    func removeAll(of identity: MigrationIdentity) {
        for part in Part.allCases { directory.remove(name(part, of: identity)) }
    }

    /// Makes a file and removes it, as far as that is possible: a client of NFS that changes a directory looks at it anew, and
    /// may believe for a minute else what it saw there before.
    func forgetCached(for identity: MigrationIdentity) {
        guard let bytes = try? randomBytes(8) else { return }
        let suffix = bytes.map { String($0, radix: 36) }.joined()
        let name = "\(Self.prefix)\(identity.name).glance\(suffix)"
        try? directory.create(name)
        directory.remove(name)
    }

    /// Takes away what dead migrations have left, by the clock of the machine that has the disk.
    ///
    /// - Parameter now: a file of this migration that was just written.
    func removeDead(now: String) {
        guard let present = directory.lastWritten(now), let names = try? directory.names() else { return }
        let ours = names.filter(Self.isOfMigration)
        // The empty files of a migration are written to once only: its backup file tells for all of them.
        let living = Set(
            ours.filter { (directory.lastWritten($0) ?? present) > present - Self.deadAfterSeconds }.map {
                Self.stem(of: $0)
            })
        for name in ours where !living.contains(Self.stem(of: name)) { directory.remove(name) }
    }

    /// The sentence for what the kernel said about a file in the directory.
    func error(_ error: SystemError) -> SharedDirectoryError {
        let path = directory.path
        if error.isMissing || error.isNoDirectory {
            return SharedDirectoryError(
                .missing, "there is no directory \(path) here; mount it on both hosts, or name another backup directory"
            )
        }
        if error.isReadOnly {
            return SharedDirectoryError(
                .readOnly,
                "the backup directory \(path) cannot be used, \(error); give this user the right to write there")
        }
        if error.isFull {
            return SharedDirectoryError(
                .full, "the backup directory \(path) has no room, \(error); make some, or name another directory")
        }
        return SharedDirectoryError(.other, "the backup directory \(path) does not work: \(error)")
    }

    private static func isOfMigration(_ name: String) -> Bool {
        guard name.hasPrefix(prefix) else { return false }
        let parts = name.dropFirst(prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 2 && MigrationIdentity.isName(parts[0])
            && (Part(rawValue: String(parts[1])) != nil || parts[1].hasPrefix("glance"))
    }

    private static func stem(of name: String) -> Substring { name.prefix { $0 != "." } }
}

private func outcome<Value>(
    of body: () throws(SharedDirectoryError) -> Value
) -> Result<Value, SharedDirectoryError> {
    do throws(SharedDirectoryError) { return .success(try body()) } catch { return .failure(error) }
}
