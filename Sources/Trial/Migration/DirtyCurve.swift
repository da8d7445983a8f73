/// How many bytes of distinct pages a guest has written to, so long after all of them were clean.
///
/// It rises ever more slowly, since pages are written to again: a rate alone, taken over a long round, says too little.
struct DirtyCurve: Sendable, Equatable {
    /// What was seen at one time.
    struct Point: Sendable, Equatable {
        var seconds: Double
        var bytes: Double
    }

    /// What was seen, in the order of time.
    private(set) var points: [Point] = []

    /// Nothing seen yet.
    init() {}

    /// Adds what was seen at a later time than all before.
    mutating func add(seconds: Double, bytes: Double) {
        guard seconds > points.last?.seconds ?? 0, bytes >= 0 else { return }
        points.append(Point(seconds: seconds, bytes: max(bytes, points.last?.bytes ?? 0)))
    }

    /// How fast pages were written to at first, before many were written to again, in bytes a second; 0 where nothing was seen.
    var bytesPerSecond: Double { points.first.map { $0.bytes / $0.seconds } ?? 0 }

    /// The bytes after `seconds`: on straight lines between what was seen, and at the last one's slope beyond.
    func bytes(after seconds: Double) -> Double {
        var before = Point(seconds: 0, bytes: 0)
        var slope = 0.0
        for point in points {
            slope = (point.bytes - before.bytes) / (point.seconds - before.seconds)
            if seconds <= point.seconds { break }
            before = point
        }
        return before.bytes + slope * max(0, seconds - before.seconds)
    }
}
