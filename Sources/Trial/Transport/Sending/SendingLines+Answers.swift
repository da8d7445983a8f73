import LinuxSystem

extension SendingLines {
    /// Reads what the destination says on one stream, as long as it lives.
    func listen(_ lane: Int) {
        var parser = FrameParser(
            .toSource, key: FrameKey(settings.key, stream: lane, .toSource), pageCount: memory.pageCount)
        let input = FrameInput(writers[lane].stream.socket)
        do {
            while true { try hear(try input.next(&parser), lane) }
        } catch {
            fail(lane, "\(error)")
        }
    }

    private func hear(_ received: ReceivedFrame, _ lane: Int) throws {
        try outbox.delivered(received.header.delivered)
        switch received.frame.kind {
        case .acknowledgement:
            let count = received.frame.payload.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            let isAwaited = try ledger.withLock { ledger in
                try ledger.acknowledge(count, lane: lane, at: MonotonicClock.now)
                return ledger.isAwaited
            }
            if isAwaited { ledger.wakeAll() }
        case .message:
            try inbox.take(received.frame.payload) { try take($0) }
        default: throw TransportError("the destination sent a frame of a kind that it does not send")
        }
    }
}
