import LinuxSystem
import Synchronization

extension BackupFile {
    /// How often the other end's next block is looked at; less often when nothing has come for a while.
    private static let poll: ClosedRange<Int64> = 1_000_000...5_000_000

    /// Writes messages, in order; waits where the other end has not read the earlier ones.
    ///
    /// They wait as long as it has `unread` messages before it, so that others can still go ahead.
    func send(
        _ messages: [[UInt8]], unread: Int = .max, until deadline: Int64, cancellation: Cancellation
    ) throws(SharedDirectoryError) {
        var rest = messages[...]
        while !rest.isEmpty {
            let written: Int
            do throws(SystemError) { written = try sending.write(rest, unread: unread) } catch {
                throw shared.error(error)
            }
            rest = rest.dropFirst(written)
            if written > 0 { continue }
            let view = try look()
            guard view.status.consumed <= sending.count else {
                throw nonsense("it has read messages that were not written")
            }
            if sending.release(upTo: view.status.consumed, unread: unread) { continue }
            guard MonotonicClock.now < deadline else {
                throw SharedDirectoryError(.late, "the other host has not read from the backup file in time")
            }
            guard cancellation.sleep(nanoseconds: Self.poll.lowerBound) else { throw Self.interrupted }
        }
    }

    /// The next message; nil once the other end has closed the conversation and all of it is read.
    ///
    /// An end that gives no sign of life for `silence` seconds counts as dead.
    func receive(
        silence: Double, until deadline: Int64, cancellation: Cancellation
    ) throws(SharedDirectoryError) -> [UInt8]? {
        let began = MonotonicClock.now
        while true {
            if let message = try next() { return message }
            let view = try look(now: false)
            if let end = view.status.closedAfter {
                guard end >= receiving.count else { throw nonsense("it has closed before what it wrote") }
                if end == receiving.count { return nil }
            }
            let now = MonotonicClock.now
            guard Double(view.silentNanoseconds) < silence * 1e9 else {
                throw SharedDirectoryError(
                    .silent, "the other host has given no sign of life in the backup file for \(silence) s")
            }
            guard now < deadline else {
                throw SharedDirectoryError(.late, "no message has come over the backup file in time")
            }
            let pause = min(max((now - began) / 20, Self.poll.lowerBound), Self.poll.upperBound)
            guard cancellation.sleep(until: min(deadline, now + pause)) else { throw Self.interrupted }
        }
    }

    /// Says that no message follows.
    func close() throws(SharedDirectoryError) {
        let count = sending.count
        do throws(SystemError) { try pulse.tell { $0.closedAfter = count } } catch { throw shared.error(error) }
    }

    /// A message that is there; the other end is told from time to time that there is room again.
    private func next() throws(SharedDirectoryError) -> [UInt8]? {
        do throws(SystemError) {
            let message = try receiving.next()
            // When many were read, or there is nothing more to read: the other end may wait for that.
            if let consumed = receiving.toTell(after: message == nil ? 1 : medium.layout.slots / 4) {
                try pulse.tell { $0.consumed = consumed }
            }
            return message
        } catch {
            throw shared.error(error)
        }
    }

    private func nonsense(_ what: String) -> SharedDirectoryError {
        SharedDirectoryError(.nonsense, "the other host has written nonsense into the backup file: \(what)")
    }
}

/// The ring that this end writes to.
final class BackupSending: Sendable {
    /// Blocks that are written in one go at most.
    static let most = 32

    private struct State: ~Copyable {
        var written: UInt64 = 0
        var consumed: UInt64 = 0
        let buffer = BackupBuffer(byteCount: BackupSending.most * BackupLayout.messageBlock)
    }

    private let state = Mutex(State())
    // Beside the state, which whoever waits for a file server holds.
    private let counted = Atomic(0)
    private let medium: BackupMedium

    init(_ medium: BackupMedium) { self.medium = medium }

    /// Messages that were written.
    var count: UInt64 { state.withLock { $0.written } }

    /// Bytes of them.
    var bytes: Int { counted.load(ordering: .relaxed) }

    /// Learns how many messages the other end has read; whether there is room.
    func release(upTo consumed: UInt64, unread: Int) -> Bool {
        state.withLock { state in
            state.consumed = max(state.consumed, min(consumed, state.written))
            return state.written - state.consumed < UInt64(min(medium.layout.slots, unread))
        }
    }

    /// Writes the first of `messages` for which there is room, and returns how many.
    func write(_ messages: ArraySlice<[UInt8]>, unread: Int) throws(SystemError) -> Int {
        try state.withLock { state throws(SystemError) in
            let room = min(medium.layout.slots, unread) - Int(state.written - state.consumed)
            let count = min(messages.count, room, medium.layout.inOneGo(from: state.written), Self.most)
            guard count > 0 else { return 0 }
            var end = 0
            for (index, message) in messages.prefix(count).enumerated() {
                precondition(message.count <= BackupFile.longestMessage, "a message has room in a block")
                let start = index * BackupLayout.messageBlock
                let block = unsafe state.buffer.part(start, BackupLayout.messageBlock)
                unsafe medium.write(.message, sequence: state.written + UInt64(index), message, into: block)
                end = start + BackupBlock.headerBytes + message.count
                counted.add(message.count, ordering: .relaxed)
            }
            let whole = (end + DirectFile.alignment - 1) / DirectFile.alignment * DirectFile.alignment
            try unsafe medium.file.write(
                state.buffer.look(0, whole), at: medium.layout.message(state.written, of: medium.writer))
            state.written += UInt64(count)
            return count
        }
    }
}

/// The ring that the other end writes to.
final class BackupReceiving: Sendable {
    private struct State: ~Copyable {
        var consumed: UInt64 = 0
        var told: UInt64 = 0
        /// Blocks that were read from the file and not yet looked at lie from `first` on.
        var first: UInt64 = 0
        var held = 0
        let buffer = BackupBuffer(byteCount: BackupSending.most * BackupLayout.messageBlock)
    }

    private let state = Mutex(State())
    // Beside the state, which whoever waits for a file server holds.
    private let counted = Atomic(0)
    private let medium: BackupMedium

    init(_ medium: BackupMedium) { self.medium = medium }

    /// Messages that were read.
    var count: UInt64 { state.withLock { $0.consumed } }

    /// Bytes of them.
    var bytes: Int { counted.load(ordering: .relaxed) }

    /// How many messages were read, when that is at least `many` more than the other end knows of.
    func toTell(after many: Int) -> UInt64? {
        state.withLock { state in
            guard state.consumed - state.told >= UInt64(many) else { return nil }
            state.told = state.consumed
            return state.consumed
        }
    }

    /// The next message; nil when it is not there yet, or not whole.
    func next() throws(SystemError) -> [UInt8]? {
        try state.withLock { state throws(SystemError) in
            if let message = take(&state) { return message }
            // One small read as long as nothing comes; with what comes, what comes behind it.
            try read(&state, BackupLayout.smallBlock)
            let block = unsafe state.buffer.look(0, BackupLayout.smallBlock)
            let claim = unsafe BackupBlock.claim(
                of: block, .message, by: medium.writer.other, room: BackupLayout.messageBlock)
            guard let claim, claim.sequence == state.consumed else { return nil }
            let many = min(BackupSending.most, medium.layout.inOneGo(from: state.consumed))
            try read(&state, many * BackupLayout.messageBlock)
            return take(&state)
        }
    }

    private func read(_ state: inout State, _ count: Int) throws(SystemError) {
        (state.first, state.held) = (state.consumed, 0)
        let offset = medium.layout.message(state.consumed, of: medium.writer.other)
        state.held = try unsafe medium.file.read(at: offset, into: state.buffer.part(0, count))
    }

    private func take(_ state: inout State) -> [UInt8]? {
        let start = Int(state.consumed - state.first) * BackupLayout.messageBlock
        guard start + BackupLayout.messageBlock <= state.held else { return nil }
        let block = unsafe state.buffer.look(start, BackupLayout.messageBlock)
        guard let (sequence, payload) = unsafe medium.read(.message, block), sequence == state.consumed else {
            return nil
        }
        state.consumed += 1
        counted.add(payload.count, ordering: .relaxed)
        return payload
    }
}
