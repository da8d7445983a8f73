import LinuxSystem

/// The destination's side of the streams: reads pages into the guest's memory, a thread for each stream, and checks them.
final class PageReceiver: Sendable {
    /// What is done with what is not written into memory; each is called on a stream's thread, and must not wait for another stream.
    struct Handlers: Sendable {
        /// Takes the source's messages, in order.
        var message: @Sendable (TransportMessage) -> Void

        /// Takes pages that were pushed and are right: their numbers, and their bytes one after the other, only valid meanwhile.
        ///
        /// Not acknowledged before it returns; what it throws ends the stream.
        var pushed: @Sendable (_ runs: [Range<Int>], _ bytes: RawSpan) throws -> Void = { _, _ in
            throw TransportError("pages were pushed to a guest that does not expect any")
        }

        /// Told once, when the last stream has died, and why; not after ``PageReceiver/close()``.
        var ended: @Sendable (TransportError) -> Void = { _ in }
    }

    /// Starts on streams whose token is proved, in the same order as at the source.
    ///
    /// `isZero` says that nothing was ever written to `memory`, so that zero pages need no look at it.
    init(
        memory: MemoryMapping, isZero: Bool, streams: [PageStream], settings: TransportSettings, handlers: Handlers
    ) throws {
        throw TransportError("there is no transport yet")
    }

    /// Pages that have not arrived, or not as they were when they were sent; the switchover needs it empty.
    var suspects: PageSet { PageSet(pageCount: 0) }

    /// Leaves it to others whether these pages are right, as their contents are to be thrown away here and come later by a push.
    func discard(_ runs: [Range<Int>]) {}

    /// Sends a message.
    ///
    /// - Throws: when no stream lives.
    func send(_ message: TransportMessage) throws {}

    /// What each stream carried until now.
    var streams: [StreamReport] { [] }

    /// Why the last stream died; nil while one lives.
    var failure: TransportError? { nil }

    /// Ends all streams; when it returns, nothing is written into the memory any more.
    func close() {}
}
