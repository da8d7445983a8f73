/// How an interface of a pcapng file counts time: its options if_tsresol and if_tsoffset.
struct PcapngClock {
    /// Ticks in a second, as a power of ten or of two.
    private var exponent: UInt8 = 6
    private var isBinary = false
    /// Nanoseconds in a tick, where that is a whole number.
    private var factor: UInt64 = 1_000

    /// What is added to each time.
    var offsetSeconds: Int64 = 0

    /// Whether it tells nanoseconds or finer.
    var isNanoseconds: Bool { isBinary ? exponent >= 30 : exponent >= 9 }

    /// Takes the value of if_tsresol.
    mutating func setResolution(_ value: UInt8) {
        isBinary = value & 0x80 != 0
        exponent = value & 0x7F
        factor = 0
        if !isBinary, exponent <= 9 { factor = Self.power(9 - exponent) }
    }

    /// Times from here on are absurd; below, any two can be subtracted from one another.
    private static let end: UInt64 = 1 << 62

    /// Nanoseconds since 1970; nil for times before that or after the year 2116.
    @inline(__always) func nanoseconds(_ ticks: UInt64) -> Int64? {
        let product = ticks.multipliedReportingOverflow(by: factor)
        guard factor > 0, !product.overflow, offsetSeconds == 0 else { return slowly(ticks) }
        return product.partialValue < Self.end ? Int64(product.partialValue) : nil
    }

    private func slowly(_ ticks: UInt64) -> Int64? {
        var nanoseconds: UInt64
        if isBinary {
            let shift = UInt64(min(exponent, 63))
            let fraction = (ticks & (1 << shift &- 1)).multipliedFullWidth(by: 1_000_000_000)
            let seconds = (ticks >> shift).multipliedReportingOverflow(by: 1_000_000_000)
            let part = shift == 0 ? 0 : fraction.high << (64 - shift) | fraction.low >> shift
            nanoseconds = seconds.overflow ? Self.end : min(seconds.partialValue, Self.end) + part
        } else if exponent > 9 {
            nanoseconds = exponent > 28 ? 0 : ticks / Self.power(exponent - 9)
        } else {
            let product = ticks.multipliedReportingOverflow(by: factor)
            nanoseconds = product.overflow ? Self.end : product.partialValue
        }
        let offset = offsetSeconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard nanoseconds < Self.end, !offset.overflow else { return nil }
        let sum = Int64(nanoseconds).addingReportingOverflow(offset.partialValue)
        return sum.overflow || !(0..<Int64(Self.end)).contains(sum.partialValue) ? nil : sum.partialValue
    }

    private static func power(_ exponent: UInt8) -> UInt64 { (0..<exponent).reduce(1) { value, _ in value &* 10 } }
}
