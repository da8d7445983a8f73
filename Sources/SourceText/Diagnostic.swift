/// Something to tell about a text: what is wrong, where, and what to do.
public struct Diagnostic: Error, Sendable {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// The text cannot be used.
        case error
        /// The text can be used, but probably does not say what its author meant.
        case warning
    }

    /// How much it matters.
    public let severity: Severity

    /// The file, or its path when it could not be read.
    public let path: String

    /// Where in the file, when the place is known.
    public let position: SourcePosition?

    /// What is wrong and what to do, in one sentence without a full stop.
    public let message: String

    /// A diagnostic of `severity` with its place and its `message`.
    public init(_ severity: Severity, path: String, position: SourcePosition? = nil, message: String) {
        self.severity = severity
        self.path = path
        self.position = position
        self.message = message
    }

    /// A diagnostic at `span` of `file`.
    public init(_ severity: Severity, in file: SourceFile, at span: SourceSpan, message: String) {
        self.init(severity, path: file.path, position: file.position(at: span.offset), message: message)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `path:line:column: error: message`, the form that editors and terminals make clickable.
    ///
    /// Paths and messages quote what others wrote, so it is one line whatever they hold.
    public var description: String {
        let place = position.map { ":\($0.line):\($0.column)" } ?? ""
        return "\(path.visible)\(place): \(severity.rawValue): \(message.visible)"
    }
}

/// The errors that make a text unusable, all of those found and not just the first.
public struct Diagnostics: Error, Sendable, CustomStringConvertible {
    /// What is wrong, in the order of the text.
    public let list: [Diagnostic]

    /// The errors in `list`.
    public init(_ list: [Diagnostic]) {
        self.list = list
    }

    /// One diagnostic a line.
    public var description: String { list.map(\.description).joined(separator: "\n") }
}
