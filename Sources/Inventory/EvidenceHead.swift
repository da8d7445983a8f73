import Facts
import SourceText
import YAMLEvents

/// What a file says of itself at its outermost level, read when something else in it cannot be.
struct EvidenceHead {
    /// What is wrong with the file as a whole, so that what is wrong in it does not matter.
    let problem: Diagnostic?

    init(_ file: SourceFile) {
        problem = try? Self.problem(in: file)
    }

    private static func problem(in file: SourceFile) throws -> Diagnostic? {
        var reader = YAMLReader(file)
        try reader.next()
        guard reader.kind == .mappingStart else { return nil }
        var keys: Set<[UInt8]> = []
        try reader.next()
        while reader.kind != .mappingEnd {
            let key = reader.text
            keys.insert(key)
            try reader.skip()
            try reader.next()
            if key == Array("schemaVersion".utf8), reader.kind == .scalar,
                let version = Int64(String(decoding: reader.text, as: UTF8.self)), version > EvidenceSchema.version
            {
                return Diagnostic(.error, in: file, at: reader.span, message: advice(version))
            }
            try reader.skip()
            try reader.next()
        }
        guard keys.isDisjoint(with: ["schemaVersion", "kind", "started"].map { Array($0.utf8) }) else { return nil }
        let isInventory = keys.contains(Array("hosts".utf8))
        return Diagnostic(
            .error, path: file.path,
            message: "is no evidence: it has neither schemaVersion nor kind"
                + (isInventory ? "; an inventory is named without --evidence" : "; probe and analyze write evidence"))
    }

    /// What to say of a version that this one does not know.
    static func advice(_ version: Int64) -> String {
        "schemaVersion is \(version), written by a later version of vmotion-preflight; this one reads \(EvidenceSchema.version): use the later one"
    }
}
