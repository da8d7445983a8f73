import Facts
import TestSupport

/// A valid inventory made up from the declaration, as YAML, with all that was written into it.
struct RandomInventory {
    /// A scalar that was written: the column that it must be found in, and its text as written.
    struct Written: Hashable, Comparable, CustomStringConvertible {
        var table: String
        var column: String
        var text: String

        var description: String { "\(table).\(column): \(text)" }

        static func < (left: Self, right: Self) -> Bool { left.description < right.description }
    }

    private(set) var text = ""
    private(set) var written: [Written] = []
    private(set) var rowCounts: [String: Int] = [:]
    private var random: SeededGenerator
    private var names = 0

    /// Decides where a careless writer strays from the canonical spelling.
    private var slips: SeededGenerator?

    /// An inventory that depends on `seed` alone; a careless one differs from it in what `lint --fix` mends, and in nothing else.
    init(seed: UInt64, isCareless: Bool = false) {
        random = SeededGenerator(seed: seed)
        if isCareless { slips = SeededGenerator(seed: ~seed) }
        let content = mapping(InventorySchema.root.fields, of: InventorySchema.root.table, prefix: "", depth: 0)
        rowCounts[InventorySchema.root.table] = 1
        text = (random.oneIn(4) ? "\u{FEFF}" : "") + (random.oneIn(2) ? "# größer als 😀" : "") + content + "\n"
        if random.oneIn(4) { text = text.replacing("\n", with: "\r\n") }
    }

    /// The pairs of a mapping in any order, in a block or, from some depth on, in brackets.
    private mutating func mapping(_ fields: [Field], of table: String, prefix: String, depth: Int) -> String {
        let isFlow = depth > 0 && (depth > 6 || random.oneIn(3))
        let chosen = fields.shuffled(using: &random).filter { $0.isRequired || random.oneIn(2) }
        let pairs = chosen.compactMap { field in
            value(field, of: table, prefix: prefix, depth: isFlow ? 100 : depth + 1).map { (key(field), $0) }
        }
        guard !pairs.isEmpty else { return "{}" }
        return block(pairs, isFlow: isFlow || depth >= 100, depth: depth)
    }

    private mutating func block(_ pairs: [(String, String)], isFlow: Bool, depth: Int) -> String {
        if isFlow { return "{" + pairs.map { "\($0.0): \($0.1)" }.joined(separator: ", ") + "}" }
        let margin = "\n" + String(repeating: " ", count: depth * 2)
        return pairs.map { margin + $0.0 + ":" + ($0.1.hasPrefix("\n") ? "" : " ") + $0.1 }.joined()
    }

    private mutating func list(_ items: [String], depth: Int) -> String {
        guard depth < 100, !items.isEmpty, random.oneIn(2) || items.contains(where: { $0.hasPrefix("\n") }) else {
            return "[" + items.joined(separator: ", ") + "]"
        }
        let margin = "\n" + String(repeating: " ", count: depth * 2) + "-"
        return items.map { margin + ($0.hasPrefix("\n") ? "" : " ") + $0 }.joined()
    }

    private mutating func value(_ field: Field, of table: String, prefix: String, depth: Int) -> String? {
        let count = Int.random(in: 0...3, using: &random)
        switch field.content {
        case .value(let type):
            // An address and a netmask fill one column; together they would have to agree.
            if type == .netmask { return nil }
            return scalar(
                type, table,
                type.columnNames(prefix + field.key).map { $0.hasSuffix("prefixLength") ? "prefixLength" : $0 })
        case .pair(let first, let second):
            let (one, other) = ("\(name())a", "\(name())b")
            written.append(Written(table: table, column: first, text: min(one, other)))
            written.append(Written(table: table, column: second, text: max(one, other)))
            return random.oneIn(2) ? "[\(one), \(other)]" : "[\(other), \(one)]"
        case .list(let type, let items, let column):
            var listed: [String] = []
            for _ in 0..<count {
                let before = written.count
                let item = scalar(type, items, type.columnNames(column))
                if listed.contains(where: { bare($0) == bare(item) }) {
                    written.removeLast(written.count - before)
                } else {
                    listed.append(item)
                }
            }
            rowCounts[items, default: 0] += listed.count
            return list(repeated(listed), depth: depth)
        case .map(let type, let items, let nameColumn, let valueColumn):
            rowCounts[items, default: 0] += count
            let pairs = (0..<count).map { _ in
                let key = name()
                written.append(Written(table: items, column: nameColumn, text: key))
                return (key, scalar(type, items, type.columnNames(valueColumn)))
            }
            return pairs.isEmpty ? "{}" : block(pairs, isFlow: depth >= 100, depth: depth)
        case .record(let record):
            rowCounts[record.table, default: 0] += 1
            return mapping(record.fields, of: record.table, prefix: "", depth: depth)
        case .records(let record):
            rowCounts[record.table, default: 0] += count
            let items = (0..<count).map { _ in
                mapping(record.fields, of: record.table, prefix: "", depth: depth + 1)
            }
            return list(items, depth: depth)
        case .unread, .observed, .namedRecords: return nil  // Evidence has them, inventories have not.
        case .group(let fields):
            return mapping(fields, of: table, prefix: prefix + field.key + "_", depth: depth)
        }
    }

    private func bare(_ item: String) -> String { item.filter { $0 != "'" && $0 != "\"" } }

    private mutating func slip() -> Bool { slips?.oneIn(2) ?? false }

    /// The field's key, carelessly a former one.
    private mutating func key(_ field: Field) -> String {
        slip() ? field.formerKeys.last ?? field.key : field.key
    }

    /// The items, carelessly with some that stand there already.
    private mutating func repeated(_ items: [String]) -> [String] {
        var repeated: [String] = []
        for item in items {
            repeated.append(item)
            if slip() { repeated.append(bare(repeated[0])) }
            if slip() { repeated.append("'\(bare(item))'") }
        }
        return repeated
    }

    /// `text` of `type` as a careless writer may spell it.
    private mutating func careless(_ text: String, _ type: ValueType) -> String {
        guard slip() else { return text }
        switch type {
        case .address, .interfaceAddress: return text.uppercased().replacing("FD20::", with: "FD20:0::0")
        case .network: return text.replacing(".0/24", with: ".7/24").replacing("::/64", with: ":0::1:0/64")
        case .macAddress: return text.uppercased().replacing(":", with: "-")
        case .vlan: return text.replacing("pvlan ", with: "PVLAN   ").replacing("-40", with: " -  40")
        default: return text
        }
    }

    /// A name that no other has, so that nothing stands twice.
    private mutating func name() -> String {
        names += 1
        return random.pick(["n", "vmk-", "größe ", "漢😀"]) + String(names)
    }

    /// A value of `type` in its canonical spelling, at times in quotes where they make no difference.
    private mutating func scalar(_ type: ValueType, _ table: String, _ columns: [String]) -> String {
        let number = Int.random(in: 1...32, using: &random)
        let text: String
        var filled = columns
        var isQuotable = true
        switch type {
        case .text: text = name()
        case .integer(_, let range):
            text = String(Int64.random(in: range.lowerBound...min(range.upperBound, 1 << 40), using: &random))
            isQuotable = false
        case .decimal:
            text = "\(number).5"
            isQuotable = false
        case .boolean:
            text = random.pick(["true", "false"])
            isQuotable = false
        case .choice(let values), .knownValue(let values): text = random.pick(values)
        case .address: text = random.pick(["10.0.0.\(number)", "fd20::\(number)"])
        case .interfaceAddress:
            let hasPrefix = random.oneIn(2)
            if !hasPrefix { filled.removeLast() }
            text = random.pick(["10.0.0.\(number)", "fd20::\(number)"]) + (hasPrefix ? "/\(number)" : "")
        case .netmask: text = String(number)
        case .network: text = random.pick(["10.0.\(number).0/24", "fd20:\(number)::/64"])
        case .macAddress: text = "00:50:56:ab:cd:\(number + 10)"
        case .version: text = random.pick(["8.0.\(number)", "6.7 U\(number)", "7.0"])
        case .vlan: text = random.pick([String(number), "0-4094", "\(number)-40", "pvlan \(number)"])
        case .timestamp: text = "2026-11-22T18:00:\(number + 10)Z"
        }
        let quote = isQuotable ? random.pick(["", "'", "\""]) : ""
        let spelling = quote + careless(text, type) + quote
        for column in filled { written.append(Written(table: table, column: column, text: spelling)) }
        return spelling
    }
}
