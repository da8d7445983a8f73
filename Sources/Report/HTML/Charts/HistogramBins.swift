import Evidence

/// The bins of a histogram, each with where it begins.
struct HistogramBins {
    struct Bin {
        let from: Double
        let upTo: Double
        /// Where its bar ends: there is nothing above the greatest sample.
        let shownUpTo: Double
        let count: Int
    }

    let shown: ThinnedSeries<Bin>

    init(_ distribution: Distribution) {
        var before = distribution.min
        let bins = distribution.histogram.map { bin in
            defer { before = bin.upTo }
            return Bin(from: before, upTo: bin.upTo, shownUpTo: min(bin.upTo, distribution.max), count: bin.count)
        }
        shown = ThinnedSeries(bins) { Double($0.count) }
    }
}
