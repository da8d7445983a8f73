import SourceText
import TestSupport
import Testing

@testable import Facts

@Suite struct OriginLogTests {
    private typealias Place = (column: Int, origin: Origin)

    private func places(_ random: inout SeededGenerator) -> [Place] {
        let offsets: [UInt32] = [0, 1, 63, 64, 127, 128, 16_383, 16_384, 1 << 30, .max]
        func span() -> SourceSpan {
            let number = { (random: inout SeededGenerator) in
                random.oneIn(3) ? random.pick(offsets) : UInt32.random(in: 0...5_000, using: &random)
            }
            return SourceSpan(offset: number(&random), length: number(&random))
        }
        return (0..<Int.random(in: 0...20, using: &random)).map { _ in
            (
                Int.random(in: 0...255, using: &random),
                Origin(file: random.pick([0, 1, 127, 128, 100_000]), key: span(), value: span())
            )
        }
    }

    /// Whatever is put in comes out, from every place, in whatever order it is asked for.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var log = OriginLog()
        var kept: [(place: Int64, places: [Place])] = []
        for _ in 0..<10 {
            var places = places(&random)
            if Bool.random(using: &random) {
                kept.append((log.append(places), places))
            } else {
                let table = try #require(InventorySchema.table("hosts"))
                var row = Row(of: table)
                let file = Int.random(in: 0...300, using: &random)
                for (index, place) in places.enumerated() {
                    row.note(place.column, key: place.origin.key, value: place.origin.value)
                    places[index].origin = Origin(file: file, key: place.origin.key, value: place.origin.value)
                }
                kept.append((log.append(row, file: file), places))
            }
        }
        for (place, places) in kept.shuffled(using: &random) {
            #expect(place != 0)
            let found = log.origins(at: place)
            #expect(found.map(\.column) == places.map(\.column))
            #expect(found.map(\.origin) == places.map(\.origin))
            // Of some columns the first that is there, else the first value.
            let columns = (0..<3).map { _ in Int.random(in: 0...20, using: &random) }
            let first = columns.lazy.compactMap { column in places.first { $0.column == column } }.first ?? places.first
            #expect(log.origin(at: place, of: columns)?.column == first?.column)
            #expect(log.origin(at: place, of: columns)?.origin == first?.origin)
        }
    }

    @Test func columnsFitTheirByte() {
        for table in InventorySchema.tables { #expect(table.columns.count <= 256) }
    }
}
