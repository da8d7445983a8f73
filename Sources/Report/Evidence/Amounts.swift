/// Numbers as people read them, with as many digits as mean something.
enum Amounts {
    /// Milliseconds, to the microsecond below 10 ms.
    static func milliseconds(_ value: Double) -> String {
        rounded(value, decimals: value < 10 ? 3 : value < 100 ? 2 : 1)
    }

    /// A bandwidth given in 10^6 bit/s.
    static func bandwidth(_ mbps: Double) -> String {
        mbps >= 1000
            ? rounded(mbps / 1000, decimals: mbps < 100_000 ? 2 : 0, keepsZeros: true) + " Gbit/s"
            : rounded(mbps, decimals: mbps < 10 ? 2 : mbps < 100 ? 1 : 0) + " Mbit/s"
    }

    /// A size in powers of two.
    static func bytes(_ count: Int) -> String {
        for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] where count >= size {
            let value = Double(count) / Double(size)
            return rounded(value, decimals: value < 10 ? 1 : 0) + " " + unit
        }
        return "\(count) bytes"
    }

    /// A duration.
    static func seconds(_ value: Double) -> String {
        guard value >= 60 else { return rounded(value, decimals: value < 10 ? 1 : 0) + " s" }
        let whole = Int(min(value.rounded(), 1e9))
        return whole < 3600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    /// A whole number with its thousands apart.
    static func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).reversed().map { end in
            String(digits[max(0, end - 3)..<end])
        }
        return (number < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// A share of one as a percentage.
    static func share(_ value: Double) -> String {
        rounded(value * 100, decimals: value < 0.001 ? 4 : value < 0.1 ? 2 : 0) + " %"
    }

    /// `value` with `decimals` digits behind the point, or fewer when the last are zeros; evidence from elsewhere may hold
    /// any number.
    static func rounded(_ value: Double, decimals: Int, keepsZeros: Bool = false) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        var fraction = String(scaled % scale)
        fraction = decimals == 0 ? "" : String(repeating: "0", count: decimals - fraction.count) + fraction
        while !keepsZeros, fraction.last == "0" { fraction.removeLast() }
        return sign + Self.count(scaled / scale) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    /// "1 packet", "2 packets".
    static func of(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }
}
