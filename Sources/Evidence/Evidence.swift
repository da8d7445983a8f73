/// What a measurement found, and how: the contents of a `*.evidence.json`.
///
/// A figure that was not measured, or that cannot be relied upon, is absent; `voided` says why it is when it was tried.
public struct Evidence: Codable, Sendable, Equatable {
    /// The version of the format that this module reads and writes.
    public static let currentSchemaVersion = 1

    /// How the figures came to be.
    public enum Kind: String, Codable, Sendable {
        /// Measured live between two ends.
        case probe
        /// Read from capture files.
        case analysis
        /// A trial migration.
        case trial
    }

    /// The version of the format.
    public var schemaVersion = Evidence.currentSchemaVersion

    /// How the figures came to be.
    public var kind: Kind

    /// The tool that wrote it.
    public var tool: Tool

    /// When the measurement began, or the time of a capture's first packet: RFC 3339, UTC.
    public var started: String

    /// When the measurement ended, or the time of a capture's last packet.
    public var finished: String

    /// Whether it was stopped before its end; what was measured until then stands.
    public var interrupted: Bool?

    /// The figures that were tried and cannot be relied upon.
    public var voided: [VoidedFigure] = []

    /// The addresses between which was measured.
    public var ends: [End] = []

    /// What was measured, each from one end to another.
    public var paths: [Path] = []

    /// The connections of an analysed capture, those with most bytes first.
    public var flows: [Flow]?

    /// How many connections an analysed capture holds; `flows` may list fewer.
    public var flowCount: Int?

    /// The trial migration.
    public var trial: Trial?

    /// Whether virtual machines' networks answer where this machine stands.
    public var vlans: [VLANProbe]?

    /// Evidence with nothing measured yet.
    public init(kind: Kind, tool: Tool, started: String, finished: String) {
        self.kind = kind
        self.tool = tool
        self.started = started
        self.finished = finished
    }

    /// The tool that wrote a file.
    public struct Tool: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its version.
        public var version: String

        /// A tool and its version.
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }
}

/// A figure that was tried and cannot be relied upon, or could not be measured.
public struct VoidedFigure: Codable, Sendable, Equatable {
    /// Its key, such as `rttMs.handshake` or `goodput`; of the path from `from` to `to` when these are given.
    public var figure: String

    /// The path's `from`.
    public var from: String?

    /// The path's `to`.
    public var to: String?

    /// Why, as a sentence without a full stop.
    public var why: String

    /// A voided figure.
    public init(figure: String, from: String? = nil, to: String? = nil, why: String) {
        self.figure = figure
        self.from = from
        self.to = to
        self.why = why
    }
}
