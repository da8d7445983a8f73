public import Facts
public import SourceText
public import YAMLEvents

/// Streams inventories, and evidence, into a fact store: libyaml's events become rows as they pass, and no tree is built.
public final class InventoryLoader {
    /// Errors after which a file's reading ends.
    static let errorLimit = 50

    /// Warnings told of a file.
    static let warningLimit = 50

    /// What was odd but not wrong, in the order of the files.
    public internal(set) var warnings: [Diagnostic] = []

    /// How long a name may be, in bytes.
    static let nameLimit = 4096

    /// Called now and then with the place that was reached, in Unicode scalars.
    public var onProgress: ((SourceFile, UInt32) -> Void)?

    /// Records between two calls of ``onProgress``.
    static let recordsPerCall = 4096

    let store: FactStore
    var parser = ScalarParser()
    var recordsRead = 0
    var errors: [Diagnostic] = []
    var warned: Set<SourceSpan> = []
    private(set) var fileIndex = 0
    private(set) var kind = FactFile.inventory
    private var plans: [FactFile: RecordPlan] = [:]

    /// What is seen around evidence; without it a file may say so itself, as the tests of rules do.
    let surroundings: EvidenceSurroundings?

    /// A loader that fills `store`, and looks at the `surroundings` of evidence.
    public init(into store: FactStore, surroundings: EvidenceSurroundings? = nil) {
        self.store = store
        self.surroundings = surroundings
    }

    /// Loads `file`, which is of `kind`; evidence comes when the inventories are merged.
    ///
    /// - Throws: ``Diagnostics`` with every error found in it; the store is of no use then.
    public func load(_ file: SourceFile, as kind: FactFile = .inventory) throws {
        do {
            try load(YAMLReader(file), as: kind)
        } catch let problems as Diagnostics where kind == .evidence {
            throw EvidenceHead(file).problem.map { Diagnostics([$0]) } ?? problems
        }
    }

    /// Loads the file of `kind` that `reader` is before.
    ///
    /// - Throws: ``Diagnostics`` with every error found in it; the store is of no use then.
    public func load(_ reader: consuming YAMLReader, as kind: FactFile = .inventory) throws {
        var reader = reader
        self.kind = kind
        errors = []
        warned = []
        fileIndex = store.add(reader.file)
        do {
            try reader.next()
            switch reader.kind {
            case .end:
                errors.append(
                    Diagnostic(.error, path: reader.file.path, message: kind.emptiness))
            case .mappingStart:
                let plan = try plans[kind] ?? RecordPlan(kind.root, under: [], in: store)
                plans[kind] = plan
                try record(plan, ancestors: [], &reader)
                try reader.next()
            default:
                report(reader.span, "\(kind.shape), this is \(found(&reader))", &reader)
            }
        } catch let error as Diagnostic {
            errors.append(error)
        } catch is TooManyErrors {
            errors.append(
                Diagnostic(.error, path: reader.file.path, message: "has \(errors.count) errors; the rest was not read")
            )
        }
        if warned.count > Self.warningLimit {
            let more = warned.count - Self.warningLimit
            warnings.append(
                Diagnostic(
                    .warning, path: reader.file.path,
                    message: "has \(more) more \(more == 1 ? "warning" : "warnings"), not told here"))
        }
        guard errors.isEmpty else { throw Diagnostics(errors) }
    }

    /// Makes one object of what the files say of it.
    ///
    /// - Throws: ``Diagnostics`` with the values that the files do not agree on.
    public func merge() throws {
        let conflicts = try store.mergeFiles().map { conflict in
            let first = store.files[conflict.first.file]
            let place = first.position(at: conflict.first.value.offset)
            return Diagnostic(
                .error, in: store.files[conflict.second.file], at: conflict.second.value,
                message:
                    "\(conflict.value) is another one at \(first.path):\(place.line):\(place.column); keep the one that is right"
            )
        }
        guard conflicts.isEmpty else { throw Diagnostics(conflicts) }
    }

    struct TooManyErrors: Error {}
}

extension FactFile {
    fileprivate var emptiness: String {
        switch self {
        case .inventory: "is empty, so there is nothing to lint"
        case .evidence: "is empty, so it is no evidence"
        }
    }

    fileprivate var shape: String {
        switch self {
        case .inventory: "an inventory is a mapping with keys such as hosts and sites"
        case .evidence: "evidence is a JSON object with keys such as kind and paths"
        }
    }
}
