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
    private var list = BufferList(capacity: Frame.mostPages + 1)
    private var hashes = [UInt64](repeating: 0, count: Frame.mostPages)

    /// Frames that were dealt with, what the last acknowledgement said, when it was sent, and bytes since.
    private var done: UInt64 = 0
    private var acknowledged: UInt64 = 0
    private var acknowledgedAt: Int64 = 0
    private var bytesDone = 0
    private var isAwaited = false
    private var lastProgress = MonotonicClock.now
    private let patience: Int64

    /// Bytes after which the source hears of them even where there is more to read.
    private static let mostUnacknowledged = 1 << 20

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
            unsafe list.append(UnsafeMutableRawBufferPointer(rebasing: room.head[..<Frame.headerBytes]))
            guard try fill() else { return "the source closed the stream" }
            let header = try unsafe parser.header(
                RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: room.head[..<Frame.headerBytes])))
            unsafe list.append(UnsafeMutableRawBufferPointer(rebasing: room.head[..<header.detailBytes]))
            try fillOrThrow()
            let (frame, checks) = try unsafe parser.details(
                RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: room.head[..<header.detailBytes])), of: header)
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
            if bytesDone >= Self.mostUnacknowledged || lastProgress - acknowledgedAt >= Self.mostDelay {
                try acknowledge()
            }
        }
    }

    private mutating func take(_ frame: Frame, _ checks: PageChecks) throws {
        switch frame.kind {
        case .pages:
            for run in try lines.pages.withLock({ try $0.begin(frame) }) { lines.memory.clear(run) }
            for run in frame.runs { unsafe list.append(lines.memory.bytes(of: run)) }
            try fillOrThrow()
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
            unsafe list.append(contents)
            try fillOrThrow()
            unsafe hash(UnsafeRawBufferPointer(contents), from: 0)
            let wrong = checks.wrong(hashes[..<frame.pages], key)
            guard frame.kind == .pushed else { return }
            guard wrong.isEmpty else { throw TransportError("pages that were pushed were changed on the way") }
            try unsafe lines.handlers.pushed(frame.runs, RawSpan(_unsafeBytes: UnsafeRawBufferPointer(contents)))
        case .message:
            try lines.inbox.take(frame.payload) { [lines] in try lines.take($0) }
        case .ping, .acknowledgement: break
        }
    }

    private mutating func hash(_ pages: UnsafeRawBufferPointer, from place: Int) {
        unsafe hashes.withUnsafeMutableBufferPointer { hashes in
            guard let first = hashes.baseAddress else { return }
            unsafe cpagehash_pages(
                pages.baseAddress, pages.count / MemoryMapping.pageBytes, key.seed, first + place)
        }
    }

    private mutating func fillOrThrow() throws {
        guard try fill() else { throw TransportError("the source closed the stream within a frame") }
    }

    /// Fills the list; false where the stream ended before.
    private mutating func fill() throws -> Bool {
        defer { list.removeAll() }
        while list.byteCount > 0 {
            if lines.lanes.withLock({ [lane] in $0[lane].isFenced }) {
                throw TransportError("the stream was given up")
            }
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

    private mutating func acknowledge() throws {
        guard done > acknowledged else { return }
        let payload = (0..<8).map { UInt8(truncatingIfNeeded: done >> ($0 * 8)) }
        (acknowledged, acknowledgedAt, bytesDone, isAwaited) = (done, lastProgress, 0, false)
        try lines.writers[lane].write(
            Frame(kind: .acknowledgement, payload: payload), delivered: lines.inbox.delivered)
    }
}

/// Memory for headers, and for pages that are not written into the guest's.
@safe private final class ReceivingRoom {
    let head = UnsafeMutableRawBufferPointer.allocate(
        byteCount: max(Frame.headerBytes, Frame.mostDetails), alignment: 64)
    let pages = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Frame.mostPages * MemoryMapping.pageBytes, alignment: MemoryMapping.pageBytes)

    deinit {
        unsafe head.deallocate()
        unsafe pages.deallocate()
    }
}

extension MemoryMapping {
    /// Writes zeros over some pages.
    fileprivate func clear(_ pages: Range<Int>) {
        unsafe bytes(of: pages).initializeMemory(as: UInt8.self, repeating: 0)
    }
}
