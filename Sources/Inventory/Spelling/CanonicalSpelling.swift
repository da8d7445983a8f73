import Facts

extension ScalarParser {
    /// The one spelling of `text` that the loader stores, for the types that people spell in several ways.
    func canonical(_ text: [UInt8], as type: ValueType) -> [UInt8]? {
        let string = String(decoding: text, as: UTF8.self)
        switch type {
        case .address: return IPAddress(string).map { Array($0.description.utf8) }
        case .interfaceAddress:
            let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            guard let address = IPAddress(String(decoding: parts[0], as: UTF8.self)) else { return nil }
            guard parts.count == 2, let bits = integer(Array(parts[1])) else { return Array(address.description.utf8) }
            return Array("\(address)/\(bits)".utf8)
        case .network: return IPNetwork(string).map { Array($0.description.utf8) }
        case .macAddress: return macAddress(text)
        // A standard switch calls the full trunk 4095, and people who look for it do so too.
        case .vlan: return integer(text) == 4095 ? nil : vlan(string).map { Array($0.utf8) }
        default: return nil
        }
    }

    /// The one spelling of a netmask: with dots beside an IPv4 address, as VMware shows it, else the bits without a slash.
    func canonical(netmask text: [UInt8], isIPv4: Bool) -> [UInt8]? {
        guard let bits = prefixLength(text) else { return nil }
        if isIPv4, let mask = IPAddress("255.255.255.255")?.network(prefixLength: Int(bits)), bits <= 32 {
            return Array(mask.description.utf8)
        }
        return text.first == UInt8(ascii: "/") ? Array(String(bits).utf8) : text
    }
}
