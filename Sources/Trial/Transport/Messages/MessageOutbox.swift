import Synchronization

/// Numbers messages, and keeps them until the other end has them, so that another stream can take them where one dies.
final class MessageOutbox: Sendable {
    private let state = Mutex(State())

    private struct State {
        /// The number of the first that is kept.
        var first: UInt64 = 0
        var frames: [Frame] = []
    }

    /// The frame of a message.
    func frame(of message: TransportMessage) throws(TransportError) -> Frame {
        guard message.payload.count <= TransportMessage.longestPayload else {
            throw TransportError("a message of \(message.payload.count) bytes is too long")
        }
        return state.withLock { state in
            let number = state.first + UInt64(state.frames.count)
            var payload = (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
            payload += [UInt8(truncatingIfNeeded: message.type), UInt8(truncatingIfNeeded: message.type >> 8)]
            let frame = Frame(kind: .message, payload: payload + message.payload, isUrgent: true)
            state.frames.append(frame)
            return frame
        }
    }

    /// Those that the other end may not have.
    var kept: [Frame] { state.withLock { $0.frames } }

    /// Takes notice that the other end has handed on so many, of which it tells the low bits.
    func delivered(_ count: UInt32) throws(TransportError) {
        try state.withLock { state throws(TransportError) in
            let more = count &- UInt32(truncatingIfNeeded: state.first)
            // What another stream told before may be heard later.
            guard more < 1 << 31 else { return }
            guard Int(more) <= state.frames.count else {
                throw TransportError("the other end has received messages that were never sent")
            }
            state.frames.removeFirst(Int(more))
            state.first += UInt64(more)
        }
    }
}
