extension Amounts {
    /// A guest's memory given in 10^6 bytes, as it was asked for: in powers of two.
    static func memory(_ megabytes: Double) -> String {
        guard let count = Int(exactly: (megabytes * 1e6).rounded()) else { return size(megabytes) }
        return bytes(count)
    }

    /// What was sent, in 10^6 bytes.
    static func size(_ megabytes: Double) -> String {
        megabytes >= 1000
            ? rounded(megabytes / 1000, decimals: 2, keepsZeros: true) + " GB"
            : rounded(megabytes, decimals: megabytes < 10 ? 2 : megabytes < 100 ? 1 : 0) + " MB"
    }

    /// How fast memory is written or sent, in 10^6 bytes a second.
    static func rate(_ megabytesPerSecond: Double) -> String { size(megabytesPerSecond) + "/s" }

    /// A duration that may be of milliseconds.
    static func time(_ seconds: Double) -> String {
        seconds < 1 ? milliseconds(seconds * 1000) + " ms" : Amounts.seconds(seconds)
    }

    /// A share that is given in percent.
    static func percent(_ value: Double) -> String { rounded(value, decimals: value < 10 ? 1 : 0) + " %" }
}
