import TestSupport
import YAMLEvents

/// A small document, apart from how it is written.
indirect enum Tree: Hashable {
    case scalar(String, isPlain: Bool)
    case sequence([Tree])
    case mapping([Pair])

    struct Pair: Hashable {
        var key: Tree
        var value: Tree
    }

    /// A document of `depth` levels at most, in which equal parts are frequent; 4 levels are a collection.
    static func random(depth: Int, _ random: inout SeededGenerator) -> Tree {
        let count = Int.random(in: 1...5, using: &random) % 5
        switch depth == 0 ? 0 : Int.random(in: depth == 4 ? 1..<3 : 0..<3, using: &random) {
        case 0:
            let isPlain = Bool.random(using: &random)
            let words = ["vmk1", "é", "😀 漢", "a b"] + (isPlain ? ["null"] : ["", "it's", "&a", "# \"", " x "])
            return .scalar(random.pick(words), isPlain: isPlain)
        case 1: return .sequence((0..<count).map { _ in .random(depth: depth - 1, &random) })
        default:
            return .mapping(
                ["name", "mtu", "ü", "k"].shuffled(using: &random).prefix(count).map { key in
                    Pair(key: .scalar(key, isPlain: true), value: .random(depth: depth - 1, &random))
                })
        }
    }

    /// The events that every way of writing it must give, in few letters.
    var outline: [String] {
        switch self {
        case .scalar(let text, let isPlain): [isPlain ? text : "\"\(text)\""]
        case .sequence(let items): ["["] + items.flatMap(\.outline) + ["]"]
        case .mapping(let pairs): ["{"] + pairs.flatMap { $0.key.outline + $0.value.outline } + ["}"]
        }
    }
}

/// Writes trees as YAML in one of very many ways.
struct TreeWriter {
    var random: SeededGenerator
    /// Whether equal parts may be written as aliases.
    let usesAliases: Bool
    private(set) var aliasCount = 0
    private var anchors: [String: Tree] = [:]
    private var open: Set<String> = []

    init(seed: UInt64, usesAliases: Bool) {
        random = SeededGenerator(seed: seed)
        self.usesAliases = usesAliases
    }

    mutating func document(_ tree: Tree) -> String {
        let text = write(tree, indentation: 0, isFlow: false, isKey: false)
        return (text.first == "\n" ? "---" : "") + text + "\n"
    }

    /// The text of `tree` from where the line stands; a block collection begins with a line break.
    private mutating func write(_ tree: Tree, indentation: Int, isFlow: Bool, isKey: Bool) -> String {
        var prefix = ""
        var name: String?
        if usesAliases {
            let known = anchors.filter { $0.value == tree && !open.contains($0.key) }.keys.sorted()
            if !known.isEmpty, !random.oneIn(4) {
                aliasCount += 1
                return "*" + random.pick(known) + (isKey || isFlow ? " " : "")
            }
            let free = ["a", "b2", "long-name", "_"].filter { !open.contains($0) }
            if !free.isEmpty, random.oneIn(2) {
                let chosen = random.pick(free)
                name = chosen
                anchors[chosen] = nil
                open.insert(chosen)
                prefix = "&\(chosen) "
            }
        }
        let body = content(tree, indentation: indentation, isFlow: isFlow, isKey: isKey)
        if let name {
            open.remove(name)
            anchors[name] = tree
        }
        return prefix + body
    }

    private mutating func content(_ tree: Tree, indentation: Int, isFlow: Bool, isKey: Bool) -> String {
        let margin = "\n" + String(repeating: " ", count: indentation)
        switch tree {
        case .scalar(let text, let isPlain):
            return isPlain ? text : quoted(text, margin: margin, allowsBlock: !isFlow && !isKey)
        case .sequence(let items):
            guard !isFlow, !items.isEmpty, random.oneIn(2) else {
                return "["
                    + items.map { write($0, indentation: indentation, isFlow: true, isKey: false) }.joined(
                        separator: ", ")
                    + "]"
            }
            return items.map { margin + "- " + write($0, indentation: indentation + 2, isFlow: false, isKey: false) }
                .joined()
        case .mapping(let pairs):
            guard !isFlow, !pairs.isEmpty, random.oneIn(2) else {
                return "{" + pairs.map { pair($0, indentation: indentation, isFlow: true) }.joined(separator: ", ")
                    + "}"
            }
            return pairs.map { margin + pair($0, indentation: indentation, isFlow: false) }.joined()
        }
    }

    private mutating func pair(_ pair: Tree.Pair, indentation: Int, isFlow: Bool) -> String {
        let key = write(pair.key, indentation: indentation, isFlow: isFlow, isKey: true)
        return key + ": " + write(pair.value, indentation: indentation + 1, isFlow: isFlow, isKey: false)
    }

    private mutating func quoted(_ text: String, margin: String, allowsBlock: Bool) -> String {
        let escaped = text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        case 1 where allowsBlock && !text.isEmpty && text.first != " ": return "|-" + margin + "  " + text
        default: return "\"\(escaped)\""
        }
    }
}
