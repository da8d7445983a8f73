import CLinux
import Glibc
import LinuxSystem

/// What both directions of a link have in common.
struct LinkSettings: Sendable {
    /// Delay of each packet on its way.
    var delayNanoseconds: Int64 = 0

    /// Bytes a nanosecond; nil for a link without limit.
    var bytesPerNanosecond: Double?

    /// Bytes that may wait for the link; what comes beyond is dropped.
    var queueBytes = 0

    /// How long before a packet is due sleeping ends and spinning begins.
    var spinNanoseconds: Int64 = 0

    /// Bytes before each IP packet: the virtio-net header where large frames cross whole.
    var prefix = 0

    /// Bytes under way at most: on a link without limit at 40 Gbit/s.
    var bytesUnderWay: Int {
        let rate = bytesPerNanosecond ?? 5
        let onTheWay = Int(rate * Double(delayNanoseconds) * 1.25)
        return onTheWay + (bytesPerNanosecond == nil ? 0 : 2 * queueBytes) + (64 << 20)
    }
}

/// One direction of the link: what its thread reads from one device it writes to the other when it is due.
struct Direction {
    private static let readsInTurn = 8

    private let source: Int32
    private let target: Int32
    private let settings: LinkSettings
    private let impairments: Impairments
    private let faults: Faults
    private let stop: Cancellation

    private let inOrder: PacketQueue
    private let late: PacketQueue
    private var dice: Dice
    private var remembered: (connection: [UInt8], payload: [UInt8])?
    private var lastDue: Int64 = 0
    private let started = MonotonicClock.now
    private var linkFree = 0.0
    private var isFull = false
    private var statistics = Statistics()
    private var lateness: Int64 = 0

    init(
        from source: Int32, to target: Int32, settings: LinkSettings, impairments: Impairments, faults: Faults,
        seed: UInt64, stop: Cancellation
    ) throws(SystemError) {
        self.source = source
        self.target = target
        self.settings = settings
        self.impairments = impairments
        self.faults = faults
        self.stop = stop
        inOrder = try PacketQueue(bytes: settings.bytesUnderWay)
        late = try PacketQueue(bytes: impairments.reorder > 0 ? settings.bytesUnderWay : 0)
        dice = Dice(seed: seed)
    }

    /// Carries packets until the word to stop, and tells what it did.
    mutating func run() throws(SystemError) -> Statistics {
        hurry()
        while !stop.isCancelled {
            let wrote = writeDue()
            let read = try readArrived()
            if !wrote, !read { try wait() }
        }
        let left = max(1, statistics.frames)
        statistics.lateMeanMicroseconds = Double(lateness) / 1000 / Double(left)
        return statistics
    }

    /// Goes before all other programs where the kernel allows it, so that only the link's own work delays a packet.
    private func hurry() {
        clinux_set_timer_slack(1)
        var parameter = sched_param(sched_priority: 1)
        _ = unsafe pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameter)
    }

    /// The queue whose oldest packet is due first.
    private var next: (queue: PacketQueue, entry: PacketQueue.Entry)? {
        guard let second = late.oldest else { return inOrder.oldest.map { (inOrder, $0) } }
        guard let first = inOrder.oldest, first.due <= second.due else { return (late, second) }
        return (inOrder, first)
    }

    private mutating func writeDue() -> Bool {
        let now = MonotonicClock.now
        var wrote = false
        while let (queue, entry) = next, entry.due <= now {
            let bytes = unsafe queue.bytes(of: entry)
            for _ in 0..<entry.copies {
                if unsafe write(target, bytes.baseAddress, bytes.count) < 0 {
                    statistics.refused += 1
                } else {
                    statistics.frames += 1
                    statistics.bytes += bytes.count - settings.prefix
                }
            }
            lateness += now - entry.due
            statistics.lateMaxMicroseconds = max(statistics.lateMaxMicroseconds, Double(now - entry.due) / 1000)
            queue.removeOldest()
            wrote = true
        }
        return wrote
    }

    private mutating func readArrived() throws(SystemError) -> Bool {
        for turn in 0..<Self.readsInTurn {
            let room = unsafe inOrder.room()
            isFull = unsafe room == nil || (impairments.reorder > 0 && late.room() == nil)
            guard !isFull, let room = unsafe room else { return turn > 0 }
            let length = unsafe Glibc.read(source, room.baseAddress, room.count)
            guard length > settings.prefix else {
                let number = errno
                if length < 0, number != EAGAIN, number != EINTR {
                    throw SystemError("read from a device", number: number)
                }
                return turn > 0
            }
            let bytes = unsafe UnsafeMutableRawBufferPointer(rebasing: room[..<length])
            if faults.touchesPayloads { unsafe touch(bytes) }
            unsafe take(UnsafeRawBufferPointer(bytes), at: MonotonicClock.now)
        }
        return true
    }

    /// Decides what becomes of a frame that arrived.
    private mutating func take(_ bytes: UnsafeRawBufferPointer, at now: Int64) {
        let packet = unsafe UnsafeRawBufferPointer(rebasing: bytes[settings.prefix...])
        let frame = unsafe Frame(bytes, prefix: settings.prefix)
        if faults.isCut(at: now) {
            statistics.cut += 1
            return
        }
        if impairments.dropsICMP, unsafe Frame.isICMP(packet) {
            statistics.icmpDropped += 1
            return
        }
        if frame.largestPacket > impairments.largestPacket {
            statistics.tooBig += 1
            unsafe refuse(packet)
            return
        }
        guard let departure = departure(of: frame, at: now) else {
            statistics.queueFull += 1
            return
        }
        if dice.happens(impairments.loss) {
            statistics.lost += 1
            return
        }
        let copies = dice.happens(impairments.duplicate) ? 2 : 1
        statistics.duplicated += copies - 1
        let due = departure + settings.delayNanoseconds + dice.time(upTo: impairments.jitterNanoseconds)
        lastDue = max(lastDue, due)
        if dice.happens(impairments.reorder), let room = unsafe late.room() {
            statistics.reordered += 1
            unsafe room.copyMemory(from: bytes)
            late.append(length: bytes.count, due: lastDue + impairments.reorderLagNanoseconds, copies: copies)
        } else {
            inOrder.append(length: bytes.count, due: lastDue, copies: copies)
        }
        statistics.heldMaxBytes = max(statistics.heldMaxBytes, inOrder.heldBytes)
    }

    /// Changes the TCP payload of a frame, or puts an earlier one of its connection in its place, with a right checksum.
    private mutating func touch(_ frame: UnsafeMutableRawBufferPointer) {
        guard let payload = unsafe TCPPayload(UnsafeRawBufferPointer(frame), prefix: settings.prefix),
            let touch = faults.next(payload: payload.count)
        else { return }
        switch touch {
        case .corrupt:
            let place = payload.start + Int.random(in: 0..<payload.count, using: &dice)
            unsafe frame[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            statistics.corrupted += 1
        case .replay:
            guard let earlier = remembered, earlier.connection == payload.connection else {
                remembered = unsafe (payload.connection, Array(frame[payload.start...]))
                return
            }
            let bytes = earlier.payload.prefix(payload.count)
            unsafe UnsafeMutableRawBufferPointer(rebasing: frame[payload.start...]).copyBytes(from: bytes)
            remembered = nil
            statistics.replayed += 1
        }
        unsafe payload.seal(frame)
        faults.did(touch)
    }

    /// When a link of limited rate has sent the frame; nil when its queue is full.
    private mutating func departure(of frame: Frame, at now: Int64) -> Int64? {
        guard let rate = settings.bytesPerNanosecond else { return now }
        let arrival = Double(now - started)
        linkFree = max(linkFree, arrival)
        if (linkFree - arrival) * rate > Double(settings.queueBytes) { return nil }
        linkFree += Double(frame.wireBytes) / rate
        return started + Int64(linkFree)
    }

    /// Tells the sender that its packet is too big, where the link does so.
    private func refuse(_ packet: UnsafeRawBufferPointer) {
        let message = unsafe tooBigMessage(
            about: packet, mtu: impairments.largestPacket, from: impairments.answersAs, prefix: settings.prefix)
        if let message { _ = unsafe write(source, message, message.count) }
    }

    /// Sleeps until a packet arrives, or until shortly before one is due.
    private func wait() throws(SystemError) {
        var time: Int64 = 1_000_000_000
        if let (_, entry) = next {
            time = entry.due - MonotonicClock.now - settings.spinNanoseconds
            if time <= 0 { return }
        }
        let events = isFull ? 0 : Int16(POLLIN)
        if clinux_wait(source, events, stop.descriptor, Int(time)) == 1, isFull {
            throw SystemError("read from a device", number: ENODEV)
        }
    }
}
