/// Where labels stand: as near as can be to where they belong, and far enough apart to be read.
struct LabelSpread {
    /// One position for each label, in their order.
    let positions: [Double]

    /// Places labels that belong at `wanted` at least `gap` apart, between `low` and `high` where all have room.
    init(_ wanted: [Double], gap: Double, from low: Double, to high: Double) {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var placed = wanted
        var last = low - gap
        for index in order {
            placed[index] = max(wanted[index], last + gap)
            last = placed[index]
        }
        // Those that were pushed over the end push back.
        var most = high
        for index in order.reversed() {
            placed[index] = min(placed[index], most)
            most = placed[index] - gap
        }
        positions = placed
    }
}
