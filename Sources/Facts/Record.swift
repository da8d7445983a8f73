/// One kind of object in the inventory, such as a host or a VMkernel adapter: one SQL table.
public struct Record: Sendable {
    /// The SQL table.
    public let table: String

    /// What children call it: their column `<singular>ID` holds its id.
    public let singular: String

    /// What it is, in one sentence.
    public let documentation: String

    /// The columns that tell it from its siblings; none when siblings may be equal.
    public let key: [String]

    /// Whether two siblings with one key in one file are an error.
    public let hasUniqueKey: Bool

    /// The command or document that supplies its fields.
    public let supply: String

    /// Its keys, in the order people write them.
    public let fields: [Field]

    /// A record stored in `table`.
    public init(
        _ table: String, singular: String, key: [String], unique: Bool = true, supply: String, _ documentation: String,
        fields: [Field]
    ) {
        self.table = table
        self.singular = singular
        self.key = key
        hasUniqueKey = unique && !key.isEmpty
        self.supply = supply
        self.documentation = documentation
        self.fields = fields
    }
}
