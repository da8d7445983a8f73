import Synchronization

/// Hands the messages of the other end on, in order and each once, whichever stream they come over.
final class MessageInbox: Sendable {
    /// Bytes of messages that may wait for one that comes late.
    private static let mostEarlyBytes = 16 << 20
    private static let mostEarly = 4_096

    private let state = Mutex(State())
    private struct State {
        var next: UInt64 = 0
        var delivered: UInt64 = 0
        var early: [UInt64: TransportMessage] = [:]
        var earlyBytes = 0
        var isDelivering = false
    }

    /// How many were handed on.
    var delivered: UInt64 { state.withLock { $0.delivered } }

    /// Takes a message as it comes, and hands on to `receive` what is due; one that came before is dropped.
    func take(_ payload: [UInt8], receive: (TransportMessage) throws -> Void) throws {
        guard payload.count >= Frame.messageHead else { throw TransportError("a message came without a number") }
        let number = payload[..<8].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let type = UInt16(payload[8]) | UInt16(payload[9]) << 8
        let message = TransportMessage(type: type, payload: Array(payload[Frame.messageHead...]))
        guard try isNext(number, message) else { return }
        while let message = following() {
            do { try receive(message) } catch {
                state.withLock { $0.isDelivering = false }
                throw error
            }
            state.withLock { $0.delivered += 1 }
        }
    }

    /// Keeps a message; whether it is for this thread to hand on.
    private func isNext(_ number: UInt64, _ message: TransportMessage) throws(TransportError) -> Bool {
        try state.withLock { state throws(TransportError) in
            guard number >= state.next, state.early[number] == nil else { return false }
            state.early[number] = message
            state.earlyBytes += message.payload.count
            guard state.early.count <= Self.mostEarly, state.earlyBytes <= Self.mostEarlyBytes else {
                throw TransportError("too many messages came before one that is missing")
            }
            guard !state.isDelivering, state.early[state.next] != nil else { return false }
            state.isDelivering = true
            return true
        }
    }

    private func following() -> TransportMessage? {
        state.withLock { state in
            guard let message = state.early.removeValue(forKey: state.next) else {
                state.isDelivering = false
                return nil
            }
            state.earlyBytes -= message.payload.count
            state.next += 1
            return message
        }
    }
}
