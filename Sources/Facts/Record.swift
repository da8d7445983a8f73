/// One kind of object in a file of facts, such as a host or a VMkernel adapter: one SQL table.
public struct Record: Sendable {
    /// The SQL table.
    public let table: String

    /// What children call it: their column `<singular>ID` holds its id.
    public let singular: String

    /// What it is, in one sentence.
    public let documentation: String

    /// The columns that tell it from its siblings; none when siblings may be equal.
    public let key: [String]

    /// What a key tells.
    public enum Identity: Sendable {
        /// Two siblings with one key in one file are an error; in several files they are one object.
        case unique
        /// One file may have several with one key, as virtual machines in two folders; across files they are one object.
        case acrossFiles
        /// Siblings may be equal.
        case none
    }

    /// What the key tells.
    public let identity: Identity

    /// The command or document that supplies its fields.
    public let supply: String

    /// Its keys, in the order people write them.
    public let fields: [Field]

    /// Whether all files together make one of it, so that what is in it need not say to which it belongs.
    public let isWhole: Bool

    /// A record stored in `table`.
    public init(
        _ table: String, singular: String, key: [String], identity: Identity = .unique, supply: String,
        _ documentation: String,
        isWhole: Bool = false, fields: [Field]
    ) {
        self.table = table
        self.singular = singular
        self.key = key
        self.identity = key.isEmpty ? .none : identity
        self.supply = supply
        self.documentation = documentation
        self.fields = fields
        self.isWhole = isWhole
    }
}
