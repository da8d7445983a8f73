/// A page read back: whether its elements close each other, and what they are.
struct PageText {
    struct Element {
        let name: String
        let attributes: [String: String]
    }

    /// What is wrong with how elements are nested and written.
    private(set) var problems: [String] = []
    private(set) var elements: [Element] = []

    /// How many bytes it takes.
    let size: Int

    private static let void: Set = ["meta", "input", "br", "col"]
    /// Elements whose end tag may be left out before these and at their parent's end.
    private static let optional: [String: Set<String>] = ["li": ["li"], "colgroup": ["colgroup", "thead", "tbody"]]
    private var open: [String] = []

    init(_ html: String) {
        size = html.utf8.count
        var rest = Substring(html).utf8
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            let text = rest[..<start]
            if text.contains(UInt8(ascii: ">")) { problems.append("a bare >: \(Substring(text))") }
            rest = rest[rest.index(after: start)...]
            guard let end = Self.end(of: rest) else {
                problems.append("a tag does not end")
                return
            }
            read(Substring(rest[..<end]))
            rest = rest[rest.index(after: end)...]
            // What scripts and style sheets hold is no markup.
            if let raw = open.last, raw == "script" || raw == "style" {
                guard let close = Substring(rest).firstRange(of: "</\(raw)>") else {
                    problems.append("no </\(raw)>")
                    return
                }
                rest = rest[close.lowerBound...]
            }
        }
        if !open.isEmpty { problems.append("not closed: \(open)") }
    }

    var ids: [String] { elements.compactMap { $0.attributes["id"] } }

    /// The anchors that links lead to.
    var targets: [String] {
        elements.compactMap { $0.attributes["href"] }.map { String($0.dropFirst($0.hasPrefix("#") ? 1 : 0)) }
    }

    /// The `>` of a tag, which is not one within quotation marks.
    private static func end(of tag: Substring.UTF8View) -> Substring.Index? {
        var quote: UInt8?
        for index in tag.indices {
            let byte = tag[index]
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index
            }
        }
        return nil
    }

    private mutating func read(_ tag: Substring) {
        if tag.hasPrefix("!doctype") { return }
        if tag.hasPrefix("/") {
            let name = String(tag.dropFirst())
            while let last = open.last, last != name, Self.optional[last] != nil { open.removeLast() }
            if open.popLast() != name { problems.append("</\(name)> closes nothing") }
            return
        }
        let name = String(tag.prefix { $0 != " " && $0 != "/" })
        if let last = open.last, Self.optional[last]?.contains(name) == true { open.removeLast() }
        // Elements of SVG may close themselves.
        let isClosed = tag.hasSuffix("/")
        if !Self.void.contains(name), !isClosed { open.append(name) }
        let attributes = attributes(tag.dropFirst(name.count).dropLast(isClosed ? 1 : 0))
        elements.append(Element(name: name, attributes: attributes))
    }

    private mutating func attributes(_ text: Substring) -> [String: String] {
        var attributes: [String: String] = [:]
        var rest = text.drop { $0 == " " }
        while !rest.isEmpty {
            let name = String(rest.prefix { $0 != "=" && $0 != " " })
            rest = rest.dropFirst(name.count)
            var value = ""
            if rest.first == "=" {
                guard let mark = rest.dropFirst().first, mark == "'" || mark == "\"" else {
                    problems.append("\(name) is not quoted in <\(text)>")
                    return attributes
                }
                value = String(rest.dropFirst(2).prefix { $0 != mark })
                rest = rest.dropFirst(value.count + 3)
            }
            if attributes.updateValue(value, forKey: name) != nil { problems.append("\(name) twice in <\(text)>") }
            rest = rest.drop { $0 == " " }
        }
        return attributes
    }
}
