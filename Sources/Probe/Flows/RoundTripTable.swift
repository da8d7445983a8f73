public import LinuxSystem

/// Writes samples of round trips as CSV: `frame,flow,kind,rtt_us,ambiguous`.
public final class RoundTripTable: RoundTripSink {
    private static let flushSize = 1 << 16

    private let descriptor: Descriptor
    private var text: [UInt8] = Array("frame,flow,kind,rtt_us,ambiguous\n".utf8)
    private var failure: SystemError?

    /// Writes to `descriptor`, which must be kept until ``finish()``.
    public init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
        text.reserveCapacity(Self.flushSize + 256)
    }

    /// Writes one line.
    public func add(_ sample: RoundTripSample) {
        append(sample.frame)
        append(sample.flow)
        text.append(contentsOf: sample.kind.rawValue.utf8)
        text.append(UInt8(ascii: ","))
        append(microseconds: sample.nanoseconds)
        text.append(contentsOf: sample.isAmbiguous ? ",true\n".utf8 : ",false\n".utf8)
        if text.count >= Self.flushSize { flush() }
    }

    /// Writes what is left.
    ///
    /// - Throws: what went wrong with any of the lines.
    public func finish() throws(SystemError) {
        flush()
        if let failure { throw failure }
    }

    private func flush() {
        if failure == nil {
            failure = unsafe text.withUnsafeBytes { unsafe write($0) }
        }
        text.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) -> SystemError? {
        do throws(SystemError) {
            try unsafe descriptor.write(bytes)
            return nil
        } catch {
            return error
        }
    }

    private func append(_ number: Int) {
        text.append(contentsOf: String(number).utf8)
        text.append(UInt8(ascii: ","))
    }

    /// Three decimals, so that nothing of the nanoseconds is lost.
    private func append(microseconds nanoseconds: Int64) {
        let size = nanoseconds.magnitude
        if nanoseconds < 0 { text.append(UInt8(ascii: "-")) }
        text.append(contentsOf: String(size / 1_000).utf8)
        let fraction = size % 1_000
        text.append(UInt8(ascii: "."))
        for divisor: UInt64 in [100, 10, 1] {
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / divisor % 10))
        }
    }
}
