import Facts
import SourceText
import YAMLEvents

/// An inventory as a tree, to write it again with a part left out or in another order.
struct Variation {
    /// A key in the tree: the names and places that lead to it.
    typealias Path = [Step]

    enum Step: Hashable {
        case key(String)
        case item(Int)
    }

    private let root: YAMLNode

    init(_ text: String) throws {
        guard let root = try YAMLNode.read(SourceFile(path: "inventory.yaml", bytes: Array(text.utf8))) else {
            throw Diagnostic(.error, path: "inventory.yaml", message: "is empty")
        }
        self.root = root
    }

    /// The keys that may be left out, by what they are, such as `hosts.vmkernelAdapters.mtu`.
    var optionalKeys: [String: [Path]] {
        var found: [String: [Path]] = [:]
        collect(root, InventorySchema.root.fields, path: [], kind: [], into: &found)
        return found
    }

    private func collect(
        _ node: YAMLNode, _ fields: [Field], path: Path, kind: [String], into found: inout [String: [Path]]
    ) {
        for (index, item) in (node.items ?? []).enumerated() {
            collect(item, fields, path: path + [.item(index)], kind: kind, into: &found)
        }
        for field in fields {
            guard let value = node[field.key] else { continue }
            let (path, kind) = (path + [.key(field.key)], kind + [field.key])
            if !field.isRequired { found[kind.joined(separator: "."), default: []].append(path) }
            switch field.content {
            case .record(let record), .records(let record):
                collect(value, record.fields, path: path, kind: kind, into: &found)
            case .group(let fields): collect(value, fields, path: path, kind: kind, into: &found)
            default: break
            }
        }
    }

    /// The inventory without the keys at `paths`.
    func text(without paths: Set<Path>) -> String { write(root, at: [], without: paths) }

    /// The inventory with the keys of every object, and the objects of every list, back to front.
    ///
    /// Lists of plain values keep their order, which may mean something.
    func reversed() -> String { write(root, at: [], without: [], reversed: true) }

    private func write(_ node: YAMLNode, at path: Path, without paths: Set<Path>, reversed: Bool = false) -> String {
        switch node.content {
        case .scalar(let text): node.isPlain ? text : "\"\(text)\""
        case .sequence(let items):
            "["
                + list(
                    items.enumerated().map {
                        write($1, at: path + [.item($0)], without: paths, reversed: reversed)
                    }, reversed: reversed && items.allSatisfy { $0.pairs != nil }) + "]"
        case .mapping(let pairs):
            "{"
                + list(
                    pairs.compactMap { key, value in
                        let place = path + [.key(key.text ?? "")]
                        if paths.contains(place) { return nil }
                        return "\(key.text ?? ""): " + write(value, at: place, without: paths, reversed: reversed)
                    }, reversed: reversed) + "}"
        }
    }

    private func list(_ parts: [String], reversed: Bool) -> String {
        (reversed ? parts.reversed() : parts).joined(separator: ", ")
    }
}
