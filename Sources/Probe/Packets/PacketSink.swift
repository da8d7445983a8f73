/// Takes the frames of a capture one after the other, live or from a file.
public protocol PacketSink: AnyObject {
    /// Takes a frame, whose bytes are valid only during the call.
    ///
    /// - Parameters:
    ///   - frame: The bytes that were kept.
    ///   - originalLength: How long the frame was on the wire.
    ///   - time: Nanoseconds since 1970-01-01 00:00 UTC.
    ///   - link: What the frame begins with.
    ///   - interface: The number of the interface that saw it, from 0.
    func add(_ frame: UnsafeRawBufferPointer, originalLength: Int, time: Int64, link: LinkType, interface: Int)

    /// Counts a frame that has no time stamp, so that nothing can be timed by it.
    func addUntimed()
}

extension PacketSink {
    /// Does nothing.
    public func addUntimed() {}
}
