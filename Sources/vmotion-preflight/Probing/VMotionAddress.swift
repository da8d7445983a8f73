import Facts

/// A vMotion adapter of the inventory, with one of its addresses.
struct VMotionAddress {
    let hostID: Int64
    let host: String
    let site: String?
    let device: String
    let mtu: Int?
    let netstack: String?
    /// Nothing when it was not captured; otherwise what makes the adapter unusable without one.
    let address: IPAddress?
    let network: IPNetwork?
    let lack: String

    /// What evidence calls it.
    var name: String { "\(host) \(device)" }

    /// All of them, by host, then by device in the order of their numbers; an adapter has one for each of its networks.
    static func all(in reader: Database) throws -> [VMotionAddress] {
        // SQLite looks networks up by host.
        let statement = try reader.prepare(
            """
            SELECT a.hostID, a.host, a.site, a.device, a.mtu, a.netstack, coalesce(n.ip, a.ip), n.network, a.ip IS NULL
            FROM vmotionAdapters a LEFT JOIN vmotionNetworks n ON n.hostID = a.hostID AND n.vmkernelAdapterID = a.id
            ORDER BY a.host, length(a.device), a.device, n.isIPv6, n.ip
            """)
        var list: [VMotionAddress] = []
        while try statement.step() {
            let address = statement.text(6).flatMap(IPAddress.init).flatMap { $0.isUsable ? $0 : nil }
            list.append(
                VMotionAddress(
                    hostID: statement.integer(0), host: statement.text(1) ?? "", site: statement.name(2),
                    device: statement.text(3) ?? "?", mtu: statement.isNull(4) ? nil : Int(statement.integer(4)),
                    netstack: statement.name(5), address: address,
                    network: statement.text(7).flatMap { IPNetwork($0) },
                    lack: statement.integer(8) == 1
                        ? "its address was not captured" : "it has no address that others could reach"))
        }
        return list
    }
}

extension Statement {
    /// The text in `column`; nil also for the empty one, which says that there is none.
    func name(_ column: Int) -> String? { text(column).flatMap { $0.isEmpty ? nil : $0 } }
}

extension IPAddress {
    /// Whether it is an address that somebody gave to an adapter, and no placeholder or one that the adapter gave itself.
    fileprivate var isUsable: Bool {
        if isIPv4 { return bytes != [0, 0, 0, 0] && bytes[0...1] != [169, 254] }
        return bytes.contains { $0 != 0 } && !(bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }
}
