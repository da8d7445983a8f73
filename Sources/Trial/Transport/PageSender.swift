import LinuxSystem

/// The source's side of the streams: sends pages out of the guest's memory, a thread for each stream.
///
/// One caller sends at a time; messages and pushed pages may come from any thread.
final class PageSender: Sendable {
    /// Starts on streams that are connected; `receive` is given the destination's messages, in order, and must not wait for others.
    init(
        memory: MemoryMapping, streams: [PageStream], settings: TransportSettings,
        receive: @escaping @Sendable (TransportMessage) -> Void
    ) throws {
        throw TransportError("there is no transport yet")
    }

    /// Sends `pages` as one round, and returns when the destination has acknowledged all of it.
    ///
    /// Rounds have ascending numbers from 1. `progress` is told every 20 ms, on the thread that calls.
    /// - Throws: when the last stream has died, or `cancellation` is made.
    func send(
        _ pages: PageSet, round: Int, cancellation: Cancellation, progress: (SendProgress) -> Void = { _ in }
    ) throws -> SentRound {
        throw TransportError("there is no transport yet")
    }

    /// Warms the streams up, for `seconds` at most, until they carry a steady rate; the destination throws it away.
    func calibrate(seconds: Double = 3, cancellation: Cancellation) throws -> Calibration {
        throw TransportError("there is no transport yet")
    }

    /// The time from a small frame to its acknowledgement, the least of `count`, on the quickest stream.
    func roundTripSeconds(count: Int = 5, cancellation: Cancellation) throws -> Double {
        throw TransportError("there is no transport yet")
    }

    /// Sends a message.
    ///
    /// - Throws: when no stream lives.
    func send(_ message: TransportMessage) throws {}

    /// Sends pages that the destination hands on instead of writing them into memory.
    ///
    /// Waits while more than a window's worth is under way, unless it is `urgent`, which goes before all that is not.
    /// - Throws: when no stream lives; ``unacknowledgedPushes`` then says what has not arrived for certain.
    func push(_ pages: Range<Int>, urgent: Bool = false) throws {}

    /// Waits until all that was pushed is acknowledged.
    func finishPushing(cancellation: Cancellation) throws {}

    /// Pages that were pushed and not acknowledged.
    var unacknowledgedPushes: PageSet { PageSet(pageCount: 0) }

    /// What each stream carried until now.
    var streams: [StreamReport] { [] }

    /// Why the last stream died; nil while one lives.
    var failure: TransportError? { nil }

    /// Ends all streams and their threads.
    func close() {}
}
