/// A series of which few enough are kept to be drawn, none of its extremes lost.
struct ThinnedSeries<Element> {
    /// What is kept, in its order: of each stretch the least and the greatest, and the ends of the whole.
    let kept: [Element]
    /// How many there are.
    let count: Int

    var isThinned: Bool { kept.count < count }

    /// Keeps at most `most` of `all`, whose extremes are told by `value`.
    init(_ all: [Element], most: Int = 240, by value: (Element) -> Double) {
        count = all.count
        guard all.count > most, most >= 4 else {
            kept = all
            return
        }
        let stretches = most / 2 - 1
        var indices = [0]
        for stretch in 0..<stretches {
            // Without a product, which a count of a size that no memory holds would overflow.
            let part = Self.bound(stretch, stretches, all.count)..<Self.bound(stretch + 1, stretches, all.count)
            guard let first = part.first else { continue }
            var (least, greatest) = (first, first)
            for index in part.dropFirst() {
                if value(all[index]) < value(all[least]) { least = index }
                if value(all[index]) > value(all[greatest]) { greatest = index }
            }
            indices += [min(least, greatest), max(least, greatest)]
        }
        indices.append(all.count - 1)
        var last = -1
        kept = indices.compactMap { index in
            guard index > last else { return nil }
            last = index
            return all[index]
        }
    }

    private static func bound(_ part: Int, _ parts: Int, _ count: Int) -> Int {
        count / parts * part + count % parts * part / parts
    }

    /// What to say of it: nothing where all are kept.
    func note(_ noun: String) -> String? {
        isThinned
            ? "\(Amounts.count(kept.count)) of \(Amounts.of(count, noun)), the extremes of each stretch" : nil
    }
}
