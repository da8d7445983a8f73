import Facts
import SourceText
import Testing

/// Whatever the declaration allows can be written, is loaded, and is found again where it was written.
@Suite struct SchemaPropertyTests {
    private static let seeds = 0..<120 as Range<UInt64>

    /// The scalars of every row, each as its place cuts it out of the text.
    private func found(in loaded: Loaded) throws -> [RandomInventory.Written] {
        var found: [RandomInventory.Written] = []
        for table in InventorySchema.tables {
            let containers = Set(
                InventorySchema.tables.flatMap { child in child.places.filter { $0.table == table.name }.map(\.column) }
            )
            for row in try loaded.rows("SELECT origin FROM \"\(table.name)\"") {
                guard case .integer(let place) = row[0] else { continue }
                for (column, origin) in loaded.store.origins(at: place) {
                    let name = table.columns[column].name
                    guard !containers.contains(name) else { continue }
                    found.append(.init(table: table.name, column: name, text: loaded.cut(origin.value)))
                }
            }
        }
        return found
    }

    @Test(arguments: seeds)
    func places(seed: UInt64) throws {
        let inventory = RandomInventory(seed: seed)
        let loaded = try Loaded(inventory.text)
        #expect(loaded.warnings == [])
        let found = try found(in: loaded).sorted()
        #expect(found == inventory.written.sorted(), "\(inventory.text)")
    }

    @Test(arguments: seeds)
    func rows(seed: UInt64) throws {
        let inventory = RandomInventory(seed: seed)
        let loaded = try Loaded(inventory.text)
        for table in InventorySchema.tables {
            let count = try loaded.value("SELECT count(*) FROM \"\(table.name)\"")
            #expect(count == .integer(Int64(inventory.rowCounts[table.name] ?? 0)), "\(table.name)")
        }
    }

    /// Values are in their canonical spelling: what is stored is what is written, quotes and prefix lengths apart.
    @Test(arguments: seeds)
    func values(seed: UInt64) throws {
        let loaded = try Loaded(RandomInventory(seed: seed).text)
        for table in InventorySchema.tables {
            for column in table.columns where column.path != nil && column.type == "TEXT" {
                let index = try #require(table.index(of: column.name))
                for row in try loaded.rows("SELECT origin, \"\(column.name)\" FROM \"\(table.name)\"") {
                    guard case .integer(let place) = row[0], case .text(let stored) = row[1] else { continue }
                    let origin = try #require(loaded.store.origins(at: place).first { $0.column == index }?.origin)
                    let written = loaded.cut(origin.value).filter { $0 != "'" && $0 != "\"" }
                    #expect(written == stored || written.hasPrefix(stored + "/"), "\(table.name).\(column.name)")
                }
            }
        }
    }

    /// The properties above say something about a column only if some inventory fills it.
    @Test func theGeneratorFillsEveryColumn() {
        let filled = Set(
            Self.seeds.flatMap { seed in RandomInventory(seed: seed).written.map { "\($0.table).\($0.column)" } })
        for table in InventorySchema.tables {
            let containers = Set(
                InventorySchema.tables.flatMap { child in child.places.filter { $0.table == table.name }.map(\.column) }
            )
            for column in table.columns where column.path != nil && !containers.contains(column.name) {
                #expect(filled.contains("\(table.name).\(column.name)"))
            }
        }
    }
}
