/// A kind of file that holds facts.
public enum FactFile: Sendable {
    /// What is there, or planned.
    case inventory
    /// What was measured.
    case evidence

    /// What such a file declares.
    public var root: Record {
        switch self {
        case .inventory: InventorySchema.root
        case .evidence: EvidenceSchema.root
        }
    }
}

/// The tables that files are loaded into, whatever their kind.
public enum FactSchema {
    /// Every table, those of the inventory first.
    public static let tables = InventorySchema.tables + EvidenceSchema.tables

    /// The table called `name`.
    public static func table(_ name: String) -> Table? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
}
