/// What a scalar of the inventory may be, with its unit; it decides the SQL columns, the checks and the JSON Schema.
public enum ValueType: Hashable, Sendable {
    /// Any text.
    case text
    /// A whole number of `unit` within `range`.
    case integer(unit: String?, range: ClosedRange<Int64>)
    /// A number of `unit`, zero or more.
    case decimal(unit: String)
    /// `true` or `false`.
    case boolean
    /// One of a closed list.
    case choice([String])
    /// One of the known values; others are taken with a warning, because releases add some.
    case knownValue([String])
    /// An IPv4 or IPv6 address.
    case address
    /// An address that may carry its prefix length, `10.0.0.1/24`, which goes into the column `prefixLength`.
    case interfaceAddress
    /// An IPv4 netmask or a prefix length; stored in the column `prefixLength`.
    case netmask
    /// A network, `10.0.0.0/24`; stored with its host bits cleared.
    case network
    /// A MAC address; stored in lower case with colons.
    case macAddress
    /// A release such as `8.0.3`; a second column, `…Number`, makes releases comparable.
    case version
    /// A VLAN number, a trunk range or a private VLAN; stored in one spelling.
    case vlan
    /// A point in time, RFC 3339.
    case timestamp

    /// The unit of a number, when it has one.
    var unit: String? {
        switch self {
        case .integer(let unit, _): unit
        case .decimal(let unit): unit
        default: nil
        }
    }

    /// How an error message names what it expected, with the unit and an example.
    public var expectation: String {
        switch self {
        case .text: "text"
        case .integer(let unit, let range):
            switch (unit, range.upperBound) {
            case (let unit?, .max): "a whole number of \(unit) from \(range.lowerBound)"
            case (let unit?, let most): "a whole number of \(unit) from \(range.lowerBound) to \(most)"
            case (nil, .max): "a whole number from \(range.lowerBound)"
            case (nil, let most): "a whole number from \(range.lowerBound) to \(most)"
            }
        case .decimal(let unit): "a number of \(unit), such as 4.2"
        case .boolean: "true or false"
        case .choice(let values), .knownValue(let values): "one of " + values.joined(separator: ", ")
        case .address: "an IPv4 or IPv6 address, such as 10.20.0.1"
        case .interfaceAddress: "an IPv4 or IPv6 address, such as 10.20.0.11 or 10.20.0.11/24"
        case .netmask: "a netmask such as 255.255.255.0, or a prefix length in bits such as 24"
        case .network: "a network such as 10.30.0.0/24"
        case .macAddress: "a MAC address such as \"00:50:56:60:01:11\""
        case .version: "a release such as 8.0.3"
        case .vlan: "a VLAN number from 0 to 4095, a trunk such as \"0-4094\" or a private VLAN such as \"pvlan 300\""
        case .timestamp: "a time such as 2026-11-22T18:00:00Z"
        }
    }

    /// The names of the columns that a field named `key` of this type fills.
    public func columnNames(_ key: String) -> [String] { columns(of: key).map(\.name) }

    /// The columns that a field named `key` of this type fills, with their SQL types.
    func columns(of key: String) -> [(name: String, type: String)] {
        switch self {
        case .integer, .boolean: [(key, "INTEGER")]
        case .decimal: [(key, "REAL")]
        case .interfaceAddress: [(key, "TEXT"), ("prefixLength", "INTEGER")]
        case .netmask: [("prefixLength", "INTEGER")]
        case .version: [(key, "TEXT"), (key + "Number", "INTEGER")]
        default: [(key, "TEXT")]
        }
    }
}
