import CPageHash
import LinuxSystem
import Synchronization

/// Reads one stream at the destination, on the thread that calls.
struct StreamReader: ~Copyable {
    private let lane: Int
    private let lines: ReceivingLines
    private let socket: TCPSocket
    private var parser: FrameParser
    private let key: FrameKey
    private let room = ReceivingRoom()
    private let heads = FrameHeads()
    private var list = BufferList(capacity: Frame.mostPages + 1)
    private var hashes = [UInt64](repeating: 0, count: Frame.mostPages)

    /// Frames that were dealt with, what the last acknowledgement said, when it was sent, and bytes since.
    private var done: UInt64 = 0
    private var acknowledged: UInt64 = 0
    private var bytesDone = 0
    private var isAwaited = false
    private var lastProgress = MonotonicClock.now
    private var lastAcknowledgement: Int64 = 0
    private let patience: Int64

    /// Frames of pushed pages that were damaged, one after the other, and how many may be before the stream is of no use.
    private var damagedPushes = 0
    private static let mostDamagedPushes = 8

    /// Bytes after which the source hears of them even where there is more to read, but not again so soon where nobody waits for it:
    /// each time costs both ends a thread's waking.
    private static let mostUnacknowledged = 1 << 20
    private static let leastInterval: Int64 = 1_000_000

    /// The time after which it does anyway, where nobody waits for it.
    private static let mostDelay: Int64 = 3_000_000

    init(_ lane: Int, _ lines: ReceivingLines) {
        self.lane = lane
        self.lines = lines
        socket = lines.writers[lane].stream.socket
        key = FrameKey(lines.settings.key, stream: lane, .toDestination)
        parser = FrameParser(.toDestination, key: key, pageCount: lines.memory.pageCount)
        patience = Int64(lines.settings.timeoutSeconds * 1e9)
    }

    /// Reads frame after frame; why there are no more.
    mutating func run() throws -> String {
        while true {
            // All of the next frame may be there.
            try throwIfFenced()
            guard try fetch(Frame.headerBytes) else { return "the source closed the stream" }
            let header = try unsafe parser.header(RawSpan(_unsafeBytes: heads.take(Frame.headerBytes)))
            guard try fetch(header.detailBytes) else { throw Self.cutOff }
            let (frame, checks) = try unsafe parser.details(
                RawSpan(_unsafeBytes: heads.take(header.detailBytes)), of: header)
            // What follows is most often a frame like this one.
            heads.ahead = Frame.headerBytes + header.detailBytes
            try lines.delivered(header.delivered)
            try take(frame, checks)
            done += 1
            bytesDone += frame.byteCount
            isAwaited = isAwaited || frame.isUrgent
            let bytes = frame.byteCount
            let pages = frame.pages + frame.zeroPages
            lines.lanes.withLock { [lane] lanes in
                lanes[lane].report.bytes += bytes
                lanes[lane].report.pages += pages
            }
            // On a slow link the source hears of each frame, so that it knows the rate soon.
            let since = lastProgress - lastAcknowledgement
            if bytesDone >= Self.mostUnacknowledged ? isAwaited || since >= Self.leastInterval : since >= Self.mostDelay
            {
                try acknowledge()
            }
        }
    }

    private mutating func take(_ frame: Frame, _ checks: PageChecks) throws {
        switch frame.kind {
        case .pages:
            for run in try lines.pages.withLock({ try $0.begin(frame) }) { lines.memory.clear(run) }
            for run in frame.runs { unsafe add(lines.memory.bytes(of: run)) }
            try fillContents()
            var count = 0
            for run in frame.runs {
                unsafe hash(UnsafeRawBufferPointer(lines.memory.bytes(of: run)), from: count)
                count += run.count
            }
            let wrong = checks.wrong(hashes[..<count], key)
            lines.pages.withLock { $0.arrived(frame, wrong: wrong) }
        case .calibration, .pushed:
            let contents = unsafe UnsafeMutableRawBufferPointer(
                rebasing: room.pages[..<(frame.pages * MemoryMapping.pageBytes)])
            unsafe add(contents)
            try fillContents()
            unsafe hash(UnsafeRawBufferPointer(contents), from: 0)
            let wrong = checks.wrong(hashes[..<frame.pages], key)
            guard frame.kind == .pushed else { return }
            guard wrong.isEmpty else { return try askAgain(frame) }
            damagedPushes = 0
            try unsafe lines.handlers.pushed(frame.runs, RawSpan(_unsafeBytes: UnsafeRawBufferPointer(contents)))
        case .message:
            try lines.inbox.take(frame.payload) { [lines] in try lines.take($0) }
        case .ping, .acknowledgement: break
        }
    }

    /// Asks for pages that were pushed once more, as somebody may wait for them and no later round brings them.
    private mutating func askAgain(_ frame: Frame) throws {
        damagedPushes += 1
        guard damagedPushes <= Self.mostDamagedPushes else {
            throw TransportError("pages that were pushed were changed on the way again and again")
        }
        for run in frame.runs { try lines.send(StreamNews.damaged(run).message) }
    }

    private mutating func hash(_ pages: UnsafeRawBufferPointer, from place: Int) {
        unsafe hashes.withUnsafeMutableBufferPointer { hashes in
            guard let first = hashes.baseAddress else { return }
            unsafe cpagehash_pages(
                pages.baseAddress, pages.count / MemoryMapping.pageBytes, key.seed, first + place)
        }
    }

    private static let cutOff = TransportError("the source closed the stream within a frame")

    /// Has `count` bytes of heads there; false where the stream ended before.
    private mutating func fetch(_ count: Int) throws -> Bool {
        let missing = count - heads.count
        guard missing > 0 else { return true }
        let room = unsafe heads.room(for: max(count, heads.ahead))
        unsafe list.append(room)
        defer { list.removeAll() }
        let isThere = try fill(downTo: room.count - missing)
        heads.received(room.count - list.byteCount)
        return isThere
    }

    /// Adds memory for a frame's contents, of which the first may be there already.
    private mutating func add(_ contents: UnsafeMutableRawBufferPointer) {
        let held = min(heads.count, contents.count)
        unsafe contents.copyMemory(from: heads.take(held))
        unsafe list.append(UnsafeMutableRawBufferPointer(rebasing: contents[held...]))
    }

    /// Receives a frame's contents, and of the next one's head what comes with them.
    private mutating func fillContents() throws {
        defer { list.removeAll() }
        guard list.byteCount > 0 else { return }
        let room = unsafe heads.room(for: heads.ahead)
        unsafe list.append(room)
        guard try fill(downTo: room.count) else { throw Self.cutOff }
        heads.received(room.count - list.byteCount)
    }

    /// Receives until no more than `rest` bytes of the list are not filled; false where the stream ended before.
    private mutating func fill(downTo rest: Int) throws -> Bool {
        while list.byteCount > rest {
            try throwIfFenced()
            var received: Int?
            if done > acknowledged { received = try socket.receive(into: &list, atOnce: true) }
            if received == nil {
                // Before it waits long, the source hears what is done.
                if done > acknowledged,
                    try isAwaited || !socket.descriptor.waitReadable(nanoseconds: Self.mostDelay)
                {
                    try acknowledge()
                }
                received = try socket.receive(into: &list)
            }
            let now = MonotonicClock.now
            switch received {
            case 0?: return false
            case nil:
                guard now - lastProgress <= patience else {
                    throw TransportError("nothing came for \(lines.settings.timeoutSeconds) s")
                }
            default: lastProgress = now
            }
        }
        return true
    }

    private func throwIfFenced() throws(TransportError) {
        guard !lines.lanes.withLock({ [lane] in $0[lane].isFenced }) else {
            throw TransportError("the stream was given up")
        }
    }

    private mutating func acknowledge() throws {
        guard done > acknowledged else { return }
        let payload = (0..<8).map { UInt8(truncatingIfNeeded: done >> ($0 * 8)) }
        (acknowledged, bytesDone, isAwaited) = (done, 0, false)
        lastAcknowledgement = lastProgress
        try lines.writers[lane].write(
            Frame(kind: .acknowledgement, payload: payload), delivered: lines.inbox.delivered)
    }
}

/// Memory for pages that are not written into the guest's.
@safe private final class ReceivingRoom {
    let pages = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Frame.mostPages * MemoryMapping.pageBytes, alignment: MemoryMapping.pageBytes)

    deinit { unsafe pages.deallocate() }
}

extension MemoryMapping {
    /// Writes zeros over some pages.
    fileprivate func clear(_ pages: Range<Int>) {
        unsafe bytes(of: pages).initializeMemory(as: UInt8.self, repeating: 0)
    }
}
