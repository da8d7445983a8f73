/// How the set of dirtied pages grew over the time that the guest ran in one round, as sampled; distinct pages only, so it bends as it
/// nears the working set.
struct DirtyCurve: Sendable, Equatable {
    private var samples: [(seconds: Double, bytes: Double)] = []

    /// A round in which nothing was sampled yet.
    init() {}

    /// Adds what was dirty when the guest had run for `seconds`; samples come in the order of time.
    mutating func add(seconds: Double, bytes: Double) {
        guard seconds > samples.last?.seconds ?? 0, bytes.isFinite, bytes >= 0 else { return }
        samples.append((seconds, max(bytes, samples.last?.bytes ?? 0)))
    }

    /// How fast the guest dirties clean memory while it runs: the steepest slope from the round's beginning, where few pages are written twice.
    var bytesPerSecond: Double { samples.reduce(0) { max($0, $1.bytes / $1.seconds) } }

    /// What would be dirty once the guest had run for `seconds` of another round like this one; beyond the last sample it grows as at the last.
    func bytes(after seconds: Double) -> Double {
        guard let last = samples.last else { return 0 }
        var before = (seconds: 0.0, bytes: 0.0)
        for sample in samples {
            if seconds <= sample.seconds {
                let share = (seconds - before.seconds) / (sample.seconds - before.seconds)
                return before.bytes + share * (sample.bytes - before.bytes)
            }
            if sample != last { before = sample }
        }
        return last.bytes + (seconds - last.seconds) * (last.bytes - before.bytes) / (last.seconds - before.seconds)
    }

    static func == (one: DirtyCurve, other: DirtyCurve) -> Bool {
        one.samples.elementsEqual(other.samples) { $0.seconds == $1.seconds && $0.bytes == $1.bytes }
    }
}
