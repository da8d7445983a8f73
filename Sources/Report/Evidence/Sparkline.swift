import Evidence

/// A series drawn in one line of characters, each as high as the mean of its part.
struct Sparkline {
    let text: String

    /// Draws `series` in at most `width` characters, from 0 to its greatest value.
    init(_ series: [Point], width: Int, isUnicode: Bool) {
        let values = series.map(\.value).filter { $0.isFinite && $0 >= 0 }
        guard let most = values.max(), most > 0 else {
            text = ""
            return
        }
        let levels = Array(isUnicode ? " ▁▂▃▄▅▆▇█" : " .:-=+*#%")
        let count = min(width, values.count)
        text = String(
            (0..<count).map { column in
                let part = values[column * values.count / count..<(column + 1) * values.count / count]
                let share = part.reduce(0) { $0 + $1 / most } / Double(part.count)
                // What is not nothing shows.
                return levels[share > 0 ? max(1, Int((share * 8).rounded())) : 0]
            })
    }
}
