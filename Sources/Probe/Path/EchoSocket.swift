import LinuxSystem

/// ICMP echo to one address: by a ping socket where the kernel allows, else by a raw one.
@safe final class EchoSocket {
    /// What the kernel hands over.
    enum Arrival {
        /// A reply to the request of that number.
        case reply(UInt16, stamp: Int64?)
        /// An error about the request of that number, where the message quotes enough of it.
        case error(UInt16?, QueuedError)
        /// The request of that number left at that time.
        case left(UInt16, stamp: Int64)
    }

    /// What became of a request when it was to be sent.
    enum Sending {
        case sent
        /// Longer than the interface's MTU, or than what the kernel can send.
        case tooLong
        case refused(SystemError)
    }

    let destination: InternetAddress
    private let socket: InternetSocket
    let identifier: UInt16
    private let mark = UInt64.random(in: .min ... .max)
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 8)
    private var sent: [UInt16] = []

    /// Echo to `path.to`.
    ///
    /// - Throws: when the kernel allows neither kind of socket.
    init(_ path: PathEnds) throws(MeasurementError) {
        destination = path.to
        do throws(SystemError) {
            socket = try Self.open(path.to.family)
            if let interface = path.interface { try socket.bind(toInterface: interface) }
            if let from = path.from { try socket.bind(to: from) }
            try? socket.stampPackets()
            identifier = socket.kind == .raw ? UInt16.random(in: .min ... .max) : socket.localNumber ?? 0
        } catch {
            throw MeasurementError(
                error.isMissingPermission
                    ? "\(error); run as root, or once: \(ThisProgram.setcapCommand)" : "\(error)")
        }
    }

    deinit { unsafe buffer.deallocate() }

    private static func open(_ family: InternetAddress.Family) throws(SystemError) -> InternetSocket {
        do throws(SystemError) {
            return try InternetSocket(family, .datagram, .icmp)
        } catch {
            return try InternetSocket(family, .raw, .icmp)
        }
    }

    /// Whether it is a raw socket.
    var isRaw: Bool { socket.kind == .raw }

    /// Sends whole or not at all.
    func forbidFragments() throws(SystemError) { try socket.forbidFragments() }

    /// Limits the routers that requests may pass.
    func setHopLimit(_ hops: Int) throws(SystemError) { try socket.setHopLimit(hops) }

    /// Sends a request with that number and so many bytes of payload.
    func send(_ sequence: UInt16, payload: Int) -> Sending {
        let request = EchoPacket.request(
            destination.family, identifier: identifier, sequence: sequence, mark: mark, payload: payload)
        do {
            try socket.send(request, to: SocketAddress(destination, port: 0))
            sent.append(sequence)
            return .sent
        } catch {
            return error.isTooLong ? .tooLong : .refused(error)
        }
    }

    /// Waits until something has arrived.
    func wait(until deadline: Int64, unless cancellation: Cancellation) -> Wake {
        (try? socket.descriptor.waitReadable(until: deadline, unless: cancellation)) ?? .cancelled
    }

    /// What has arrived and is about a request of this socket; nil when there is nothing more.
    func next() -> Arrival? {
        while true {
            if let message = unsafe socket.receiveError(into: buffer) {
                if let arrival = error(message) { return arrival }
            } else if let message = unsafe socket.receive(into: buffer) {
                if let arrival = reply(message) { return arrival }
            } else {
                return nil
            }
        }
    }

    private func error(_ message: ReceivedMessage) -> Arrival? {
        guard let error = message.error else { return nil }
        if error.origin == .stamp {
            guard let stamp = message.stamp, Int(error.packet) < sent.count else { return nil }
            return .left(sent[Int(error.packet)], stamp: stamp)
        }
        let quoted = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<message.count])
        let numbers = unsafe EchoPacket.numbers(quoted, type: EchoPacket.requestType(destination.family))
        if let numbers, isRaw, numbers.identifier != identifier { return nil }
        return .error(numbers?.sequence, error)
    }

    private func reply(_ message: ReceivedMessage) -> Arrival? {
        guard message.peer?.address.bytes == destination.bytes else { return nil }
        var bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<message.count])
        if isRaw, destination.family == .ipv4 {
            // A raw socket hands over the IP header too: raw(7).
            guard let first = unsafe bytes.first, Int(first & 0xF) * 4 <= bytes.count else { return nil }
            unsafe bytes = UnsafeRawBufferPointer(rebasing: bytes[(Int(first & 0xF) * 4)...])
        }
        let type = EchoPacket.replyType(destination.family)
        guard let numbers = unsafe EchoPacket.numbers(bytes, type: type), unsafe EchoPacket.hasMark(mark, bytes),
            !isRaw || numbers.identifier == identifier
        else { return nil }
        return .reply(numbers.sequence, stamp: message.stamp)
    }
}
