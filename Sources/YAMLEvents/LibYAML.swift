internal import CYAML
import SourceText

/// The one door to libyaml: pulls events out of a file, one document a file.
///
/// SAFETY: every `unsafe` in this module is in this file. The parser lives at a fixed address from init to deinit,
/// libyaml reads the input through a callback that copies, and an event's memory is released before the next one.
@safe final class LibYAML {
    /// What libyaml said of one node, as far as the loader needs it.
    struct Event {
        var kind: YAMLReader.Kind = .end
        var start: UInt32 = 0
        var end: UInt32 = 0
        var isPlain = false
        var isFlow = false
        var anchor: String?
        var alias: String?
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: Input
    private let file: SourceFile
    private let isMarked: Bool
    private var documents = 0
    private var cursor = ScalarCursor()

    init(_ file: SourceFile) {
        self.file = file
        unsafe parser = .allocate(capacity: 1)
        // libyaml would count the mark as the first line's first column, and take that line for indented.
        isMarked = file.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        input = Input(file.bytes, from: isMarked ? 3 : 0)
        unsafe yaml_parser_initialize(parser)
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input(
            parser,
            { data, buffer, size, sizeRead in
                guard let data = unsafe data, let buffer = unsafe buffer, let sizeRead = unsafe sizeRead else {
                    return 0
                }
                let input = unsafe Unmanaged<Input>.fromOpaque(data).takeUnretainedValue()
                unsafe sizeRead.pointee = unsafe input.copy(
                    into: UnsafeMutableBufferPointer(start: buffer, count: size))
                return 1
            },
            Unmanaged.passUnretained(input).toOpaque())
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// The next node event; the content of a scalar replaces `text`.
    func next(text: inout [UInt8]) throws(Diagnostic) -> Event {
        while true {
            var raw = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &raw) == 1 else { throw syntaxError() }
            defer { unsafe yaml_event_delete(&raw) }
            var event = unsafe Event(start: offset(raw.start_mark), end: offset(raw.end_mark))
            switch unsafe raw.type {
            case YAML_SCALAR_EVENT:
                event.kind = .scalar
                let scalar = unsafe raw.data.scalar
                event.isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.tag == nil
                event.anchor = unsafe name(scalar.anchor)
                unsafe event.passProperties(anchor: scalar.anchor, tag: scalar.tag, in: file.bytes, &cursor)
                guard unsafe scalar.length <= YAMLReader.textLimit else {
                    throw Diagnostic(
                        .error, in: file, at: SourceSpan(from: event.start, to: event.end),
                        message: "a text of \(unsafe scalar.length) bytes is longer than 1 MiB")
                }
                text.removeAll(keepingCapacity: true)
                unsafe text.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
            case YAML_SEQUENCE_START_EVENT:
                event.kind = .sequenceStart
                let sequence = unsafe raw.data.sequence_start
                event.isFlow = unsafe sequence.style == YAML_FLOW_SEQUENCE_STYLE
                event.anchor = unsafe name(sequence.anchor)
                unsafe event.passProperties(anchor: sequence.anchor, tag: sequence.tag, in: file.bytes, &cursor)
            case YAML_MAPPING_START_EVENT:
                event.kind = .mappingStart
                let mapping = unsafe raw.data.mapping_start
                event.isFlow = unsafe mapping.style == YAML_FLOW_MAPPING_STYLE
                event.anchor = unsafe name(mapping.anchor)
                unsafe event.passProperties(anchor: mapping.anchor, tag: mapping.tag, in: file.bytes, &cursor)
            case YAML_SEQUENCE_END_EVENT: event.kind = .sequenceEnd
            case YAML_MAPPING_END_EVENT: event.kind = .mappingEnd
            case YAML_ALIAS_EVENT: event.alias = unsafe name(raw.data.alias.anchor)
            // After the end libyaml has no event, as often as it is asked.
            case YAML_STREAM_END_EVENT, YAML_NO_EVENT: event.kind = .end
            case YAML_DOCUMENT_START_EVENT:
                documents += 1
                guard documents == 1 else {
                    throw Diagnostic(
                        .error, in: file, at: SourceSpan(from: event.start, to: event.end),
                        message: "a second document starts here; put each document into a file of its own")
                }
                continue
            default: continue
            }
            return event
        }
    }

    /// Where a mark stands in the file, in scalars.
    private func offset(_ mark: yaml_mark_t) -> UInt32 {
        UInt32(truncatingIfNeeded: mark.index) &+ (isMarked ? 1 : 0)
    }

    private func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }

    private func syntaxError() -> Diagnostic {
        let failed = unsafe parser.pointee
        let problem = unsafe failed.problem.map { unsafe String(cString: $0) } ?? "the text is not YAML"
        if unsafe failed.error == YAML_READER_ERROR {
            return Diagnostic(
                .error, path: file.path,
                position: file.position(
                    atByte: unsafe characterStart(failed.problem_offset + (isMarked ? 3 : 0), problem)),
                message: readerProblem(problem))
        }
        if unsafe failed.error == YAML_MEMORY_ERROR {
            return Diagnostic(.error, path: file.path, message: "there is not enough memory to read it")
        }
        let mark = unsafe failed.problem_mark
        let offset = self.offset(mark)
        var message = problem
        if let context = unsafe failed.context.map({ unsafe String(cString: $0) }) {
            let opened = file.position(at: unsafe self.offset(failed.context_mark))
            message = "\(problem) \(context) that starts at \(opened.line):\(opened.column)"
        }
        let line = file.text(ofLine: file.position(at: offset).line) ?? ""
        if isSurrogate(String(line.unicodeScalars.dropFirst(max(0, file.position(at: offset).column - 3)).prefix(4))) {
            message =
                "\\ud800 to \\udfff are halves of a character; write the character itself, or \\U and eight digits"
            return Diagnostic(.error, path: file.path, position: file.position(at: offset - 2), message: message)
        }
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            message = "a tab indents this line; YAML takes only spaces there (\(message))"
        }
        return Diagnostic(
            .error, path: file.path, position: file.position(at: offset), message: "not valid YAML: \(message)")
    }

    /// Whether `text` begins half of a character beyond U+FFFF as JSON may write it; libyaml stops behind the `u`.
    private func isSurrogate(_ text: String) -> Bool {
        ["\\ud8", "\\ud9", "\\uda", "\\udb", "\\udc", "\\udd", "\\ude", "\\udf"].contains(text.lowercased())
    }

    /// The byte with which the character begins whose missing continuation libyaml complains of.
    private func characterStart(_ problemOffset: Int, _ problem: String) -> Int {
        var offset = problemOffset
        guard problem == "invalid trailing UTF-8 octet" else { return offset }
        repeat { offset -= 1 } while offset > 0 && file.bytes[offset] & 0xC0 == 0x80
        return max(0, offset)
    }

    private func readerProblem(_ problem: String) -> String {
        switch (file.bytes.first, file.bytes.dropFirst().first) {
        case (0xFF, 0xFE), (0xFE, 0xFF): "the file is UTF-16; save it as UTF-8"
        default: "not UTF-8 text (\(problem)); save the file as UTF-8"
        }
    }
}

extension LibYAML.Event {
    /// Moves the start behind the node's anchor and tag, where what it says begins; libyaml counts them in.
    mutating func passProperties(
        anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, in bytes: [UInt8],
        _ cursor: inout ScalarCursor
    ) {
        guard unsafe anchor != nil || tag != nil else { return }
        start =
            kind == .scalar ? min(cursor.content(from: start, in: bytes), end) : cursor.content(from: start, in: bytes)
        end = max(start, end)
    }
}

/// The input that libyaml's read callback copies from.
private final class Input {
    private let bytes: [UInt8]
    private var offset: Int

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        offset = start
    }

    func copy(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let count = min(buffer.count, bytes.count - offset)
        _ = unsafe buffer.update(fromContentsOf: bytes[offset..<offset + count])
        offset += count
        return count
    }
}
