import Facts

/// Turns a scalar's text into the typed values of its columns.
struct ScalarParser {
    /// What came of a scalar.
    enum Outcome {
        case stored
        case wrong
        /// Stored, but probably misspelt.
        case unusual(known: [String])
    }

    private var lastNetmask: (text: [UInt8], bits: Int64) = ([], 0)

    /// Stores `text` in `columns` of `row`; `isPlain` tells numbers and booleans from quoted text.
    mutating func store(
        _ text: [UInt8], isPlain: Bool, as type: ValueType, in row: inout Row, columns: [Int]
    ) -> Outcome {
        switch type {
        case .text:
            row.set(columns[0], text: text)
        case .integer(_, let range):
            guard isPlain, let number = integer(text), range.contains(number) else { return .wrong }
            row.set(columns[0], integer: number)
        case .decimal:
            guard isPlain, let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite, number >= 0,
                text.allSatisfy({ $0 | 0x20 != UInt8(ascii: "x") && $0 | 0x20 != UInt8(ascii: "p") })
            else { return .wrong }
            row.set(columns[0], real: number)
        case .boolean:
            guard isPlain else { return .wrong }
            switch String(decoding: text, as: UTF8.self) {
            case "true", "True", "TRUE": row.set(columns[0], integer: 1)
            case "false", "False", "FALSE": row.set(columns[0], integer: 0)
            default: return .wrong
            }
        case .choice(let values):
            guard values.contains(where: { $0.utf8.elementsEqual(text) }) else { return .wrong }
            row.set(columns[0], text: text)
        case .knownValue(let values):
            row.set(columns[0], text: text)
            guard values.contains(where: { $0.utf8.elementsEqual(text) }) else { return .unusual(known: values) }
        case .address:
            guard let address = IPAddress(String(decoding: text, as: UTF8.self)) else { return .wrong }
            row.set(columns[0], text: Array(address.description.utf8))
        case .interfaceAddress: return interfaceAddress(text, in: &row, columns: columns)
        case .netmask: return netmask(text, in: &row, column: columns[0])
        case .network:
            guard let network = IPNetwork(String(decoding: text, as: UTF8.self)) else { return .wrong }
            row.set(columns[0], text: Array(network.description.utf8))
        case .macAddress:
            guard let address = macAddress(text) else { return .wrong }
            row.set(columns[0], text: address)
        case .version:
            guard let release = Release(String(decoding: text, as: UTF8.self)) else { return .wrong }
            row.set(columns[0], text: text)
            row.set(columns[1], integer: release.number)
        case .vlan:
            guard let vlan = vlan(String(decoding: text, as: UTF8.self)) else { return .wrong }
            row.set(columns[0], text: Array(vlan.utf8))
        case .timestamp:
            guard isTimestamp(text) else { return .wrong }
            row.set(columns[0], text: text)
        }
        return .stored
    }

    func integer(_ text: [UInt8]) -> Int64? {
        var number: Int64 = 0
        var digits = text[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        guard !digits.isEmpty, digits.count <= 18 else { return nil }
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 0x30)
        }
        return isNegative ? -number : number
    }

    private func interfaceAddress(_ text: [UInt8], in row: inout Row, columns: [Int]) -> Outcome {
        let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(decoding: parts[0], as: UTF8.self)) else {
            return .wrong
        }
        row.set(columns[0], text: Array(address.description.utf8))
        guard parts.count == 2 else { return .stored }
        guard let bits = integer(Array(parts[1])), (0...Int64(address.bitCount)).contains(bits) else { return .wrong }
        row.set(columns[1], integer: bits)
        return .stored
    }

    private mutating func netmask(_ text: [UInt8], in row: inout Row, column: Int) -> Outcome {
        if text.isEmpty || text != lastNetmask.text {
            guard let bits = prefixLength(text) else { return .wrong }
            lastNetmask = (text, bits)
        }
        row.set(column, integer: lastNetmask.bits)
        return .stored
    }

    /// The bits that a netmask, a prefix length or one with a slash means.
    func prefixLength(_ text: [UInt8]) -> Int64? {
        let spelling = text.first == UInt8(ascii: "/") ? Array(text.dropFirst()) : text
        let mask = IPAddress(String(decoding: spelling, as: UTF8.self))?.prefixLength
        return (mask.map { Int64($0) } ?? integer(spelling)).flatMap { (0...128).contains($0) ? $0 : nil }
    }

    /// A MAC address in lower case with colons.
    func macAddress(_ text: [UInt8]) -> [UInt8]? {
        guard text.count == 17 else { return nil }
        var spelling = text
        for (index, byte) in text.enumerated() {
            if index % 3 == 2 {
                guard byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") else { return nil }
                spelling[index] = UInt8(ascii: ":")
            } else {
                let lower = byte | 0x20
                guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(lower) else { return nil }
                spelling[index] = (0x30...0x39).contains(byte) ? byte : lower
            }
        }
        return spelling
    }

    /// One spelling for each VLAN, such as `120`, `0-4094`, `1-9,12` or `pvlan 300`.
    ///
    /// A standard switch calls the full trunk 4095.
    func vlan(_ text: String) -> String? {
        let words = text.split(separator: " ")
        if let id = integer(Array(text.utf8)), id > 4094 { return id == 4095 ? "0-4094" : nil }
        if words.count == 2, words[0].lowercased() == "pvlan" {
            return integer(Array(words[1].utf8)).flatMap { (1...4094).contains($0) ? "pvlan \($0)" : nil }
        }
        var ranges: [ClosedRange<Int64>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
                let words = end.split(separator: " ")
                return words.count == 1 ? integer(Array(words[0].utf8)) ?? -1 : -1
            }
            guard ends.count <= 2, let first = ends.first, let last = ends.last, 0 <= first, first <= last, last <= 4094
            else { return nil }
            ranges.append(first...last)
        }
        return joined(ranges).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }

    /// The same numbers in as few ranges as there can be, in their order.
    private func joined(_ ranges: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
        var joined: [ClosedRange<Int64>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    /// RFC 3339, a date alone taken as well.
    private func isTimestamp(_ text: [UInt8]) -> Bool {
        let shape = String(decoding: text.map { (0x30...0x39).contains($0) ? UInt8(ascii: "9") : $0 }, as: UTF8.self)
        func number(_ start: Int) -> UInt8 { (text[start] - 0x30) * 10 + text[start + 1] - 0x30 }
        guard shape.hasPrefix("9999-99-99"), (1...12).contains(number(5)), (1...31).contains(number(8)) else {
            return false
        }
        let time = shape.dropFirst(10)
        guard !time.isEmpty else { return true }
        guard ["T99:99:99", "t99:99:99", " 99:99:99"].contains(where: { time.hasPrefix($0) }),
            number(11) < 24, number(14) < 60, number(17) <= 60
        else { return false }
        var zone = time.dropFirst(9)
        if zone.hasPrefix(".9") { zone = zone.dropFirst().drop { $0 == "9" } }
        return ["Z", "z", "+99:99", "-99:99"].contains(zone)
    }
}
