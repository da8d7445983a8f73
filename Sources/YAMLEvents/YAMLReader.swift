public import SourceText

/// Reads a YAML (or JSON) document as a stream of events, each with its place; aliases come expanded.
///
/// Nothing is kept of the document except what an anchor names, so memory does not grow with the file.
/// The current event's parts are properties, reused from event to event, because a file of 100,000 hosts has
/// tens of millions of them.
public struct YAMLReader: ~Copyable {
    /// What the current event is.
    public enum Kind: UInt8, Sendable {
        /// A string, number, boolean or null.
        case scalar
        /// `[` or the first `-`.
        case sequenceStart
        /// The end of a sequence.
        case sequenceEnd
        /// `{` or the first key.
        case mappingStart
        /// The end of a mapping.
        case mappingEnd
        /// The end of the file.
        case end
    }

    /// How deep collections may nest.
    public static let depthLimit = 64

    /// Nodes that aliases may expand to, whatever the file's size; ten times the nodes written come on top.
    public static let expansionAllowance = 1_000_000

    /// How long a scalar may be, in bytes of its content.
    public static let textLimit = 1 << 20

    /// The file being read.
    public let file: SourceFile

    /// What the current event is.
    public private(set) var kind: Kind = .end

    /// The current event's place; for an alias's nodes that is where the anchor stands.
    public private(set) var start: UInt32 = 0

    /// The end of the current event.
    public private(set) var end: UInt32 = 0

    /// Whether the current scalar is written without quotes, so that it may be a number, a boolean or null.
    public private(set) var isPlain = false

    /// Whether the current collection is written with brackets.
    public private(set) var isFlow = false

    /// Whether the current event may be read in several places: an anchor is around it, or an alias or `<<` led to it.
    public private(set) var isShared = false

    /// How many aliases and merge keys, one inside the other, led to the current event.
    public var replayDepth: Int { replays.count }

    /// The current scalar's content in UTF-8.
    public private(set) var text: [UInt8] = []

    /// The current event's place.
    public var span: SourceSpan { SourceSpan(from: start, to: end) }

    private let source: LibYAML?
    private var log = EventLog()
    private var anchors: [String: Anchor] = [:]
    private var openRecordings: [OpenRecording] = []
    private var replays: [Range<Int>] = []
    private var depth = 0
    private var eventsRead = 0
    private var eventsReplayed = 0

    private enum Anchor {
        case open
        case node(Range<Int>)
    }

    private struct OpenRecording {
        var anchor: String?
        var logStart: Int
        var depth: Int
    }

    /// A reader of `file`, before its first event.
    public init(_ file: SourceFile) {
        self.file = file
        source = LibYAML(file)
    }

    /// A reader of a node that was read before, with the places it had in `file`.
    public init(replaying node: YAMLNode, in file: SourceFile) {
        self.file = file
        source = nil
        log.append(node)
        replays = [0..<log.count]
    }

    /// Moves to the next event.
    public mutating func next() throws(Diagnostic) {
        dropFinishedReplays()
        while let replay = replays.last {
            replays[replays.count - 1] = replay.dropFirst()
            guard let target = log.aliasTarget(at: replay.lowerBound) else {
                return try readFromLog(replay.lowerBound)
            }
            replays.append(target)
        }
        guard let source else {
            kind = .end
            return
        }
        let event = try source.next(text: &text)
        eventsRead += 1
        if let alias = event.alias { return try follow(alias, at: SourceSpan(from: event.start, to: event.end)) }
        (kind, start, end, isPlain, isFlow) = (event.kind, event.start, event.end, event.isPlain, event.isFlow)
        if let anchor = event.anchor {
            anchors[anchor] = .open
            openRecordings.append(OpenRecording(anchor: anchor, logStart: log.count, depth: depth))
        }
        isShared = !openRecordings.isEmpty
        if isShared {
            log.append(kind, isPlain: isPlain, isFlow: isFlow, from: start, to: end, text: text)
        }
        try trackDepth()
        if !openRecordings.isEmpty { closeRecordings() }
    }

    /// Passes over the rest of the node whose first event is the current one; the current event is then its last.
    ///
    /// - Returns: the node's whole place.
    @discardableResult
    public mutating func skip() throws(Diagnostic) -> SourceSpan {
        let first = start
        guard kind == .mappingStart || kind == .sequenceStart else { return span }
        let outside = depth - 1
        while depth > outside { try next() }
        return SourceSpan(from: first, to: end)
    }

    /// Reads the next node and keeps it, to be read again with ``replay(_:)``.
    public mutating func record() throws(Diagnostic) -> RecordedNode {
        dropFinishedReplays()
        if let level = replays.indices.last {
            // What is replayed stands in the log already.
            let first = replays[level].lowerBound
            try next()
            let place = span
            try skip()
            return RecordedNode(range: first..<replays[level].lowerBound, span: place)
        }
        let first = log.count
        let level = openRecordings.count
        openRecordings.append(OpenRecording(anchor: nil, logStart: first, depth: depth))
        try next()
        let place = span
        try skip()
        openRecordings.remove(at: level)
        return RecordedNode(range: first..<log.count, span: place)
    }

    /// Makes `node` what ``next()`` reads before it goes on where it is.
    public mutating func replay(_ node: RecordedNode) {
        replays.append(node.range)
    }

    private mutating func dropFinishedReplays() {
        while let replay = replays.last, replay.isEmpty { replays.removeLast() }
    }

    private mutating func readFromLog(_ index: Int) throws(Diagnostic) {
        let entry = log.entry(at: index)
        (kind, start, end, isPlain, isFlow) = (entry.kind, entry.start, entry.end, entry.isPlain, entry.isFlow)
        if kind == .scalar { log.copyText(of: entry, into: &text) }
        isShared = true
        eventsReplayed += 1
        guard eventsReplayed <= Self.expansionAllowance + 10 * max(eventsRead, log.count) else {
            throw Diagnostic(
                .error, in: file, at: span,
                message:
                    "aliases expand to more than \(eventsReplayed - 1) nodes; write the text out or use fewer aliases"
            )
        }
        try trackDepth()
    }

    private mutating func follow(_ alias: String, at place: SourceSpan) throws(Diagnostic) {
        switch anchors[alias] {
        case .node(let range):
            if !openRecordings.isEmpty { log.appendAlias(to: range) }
            replays.append(range)
            try next()
        case .open:
            throw Diagnostic(
                .error, in: file, at: place, message: "the alias *\(abridged(alias)) stands inside the node it names")
        case nil:
            let known = nearest(to: alias, among: anchors.keys.sorted()).map { "; did you mean *\($0)?" } ?? ""
            throw Diagnostic(
                .error, in: file, at: place, message: "there is no anchor &\(abridged(alias)) before this alias\(known)"
            )
        }
    }

    private mutating func trackDepth() throws(Diagnostic) {
        switch kind {
        case .mappingStart, .sequenceStart:
            depth += 1
            guard depth <= Self.depthLimit else {
                throw Diagnostic(
                    .error, in: file, at: span, message: "collections nest more than \(Self.depthLimit) deep here")
            }
        case .mappingEnd, .sequenceEnd: depth -= 1
        case .scalar, .end: break
        }
    }

    /// Ends the recordings of nodes that are complete: back at the depth where they began.
    private mutating func closeRecordings() {
        while let open = openRecordings.last, open.depth == depth, let anchor = open.anchor {
            // A node inside may have taken the name over: the anchor that comes last in the text is the one meant.
            if case .open = anchors[anchor] { anchors[anchor] = .node(open.logStart..<log.count) }
            openRecordings.removeLast()
        }
    }
}

/// A node that a reader keeps, to be read again.
public struct RecordedNode: Sendable {
    let range: Range<Int>

    /// Where the node starts, and the end of its first event.
    public let span: SourceSpan
}
