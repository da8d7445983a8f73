/// The manual page, in the macros of man(7).
///
/// The argument parser's own generator joins the lines of examples and exit codes, and says of the exit status what is not so.
struct ManualPage {
    let text: String

    /// The page of the command that `dump` describes.
    init(dump: String, version: String, date: String) throws {
        let tool = try CommandDescription.read(dump)
        let name = tool.commandName
        var lines = [".TH \(Roff.text(name).uppercased()) 1 \(date) \"\(Roff.text("\(name) \(version)"))\"", ".nh"]
        lines += [".SH NAME", Roff.text(name) + " \\-"] + Roff.prose(Self.withoutStop(tool.abstract ?? ""))
        lines.append(".SH SYNOPSIS")
        lines += tool.leaves.map(Self.synopsis).joined(separator: [".br"])
        lines.append(".SH DESCRIPTION")
        for command in tool.leaves { lines += Self.section(command) }
        lines.append(".SH OPTIONS")
        lines += (tool.arguments ?? []).filter(\.isCommon).flatMap(Self.item)
        for block in Self.blocks(tool.discussion) {
            lines += [".SH \(block.title == "EXIT CODES" ? "EXIT STATUS" : block.title)"] + Roff.verbatim(block.lines)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: CommandDescription) -> [String] {
        var lines = [".SS \(Roff.text(command.call))"] + Roff.prose(command.abstract ?? "")
        for block in blocks(command.discussion) {
            if block.title.isEmpty {
                lines += [".PP"] + block.lines.flatMap(Roff.prose)
            } else {
                lines += [".PP", Roff.text(block.title.prefix(1) + block.title.dropFirst().lowercased()) + ":"]
                lines += [".RS"] + Roff.verbatim(block.lines) + [".RE"]
            }
        }
        return lines + (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isCommon }.flatMap(item)
    }

    private static func synopsis(_ command: CommandDescription) -> [String] {
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay && !$0.isCommon }.map { argument in
            let text = spelling(argument) + (argument.isRepeating ? " ..." : "")
            // The end of a line is not the end of a sentence.
            return (argument.isOptional ? "[\(text)]" : text) + "\\&"
        }
        return [Roff.bold(command.call)] + arguments
    }

    private static func item(_ argument: CommandDescription.Argument) -> [String] {
        var text = argument.abstract ?? ""
        if let values = argument.allValues, !values.allSatisfy(text.contains) {
            text += " One of \(values.joined(separator: ", "))."
        }
        if let standard = argument.defaultValue { text += " (default: \(standard))" }
        return [".TP", spelling(argument, all: true)] + Roff.prose(text)
    }

    private static func spelling(_ argument: CommandDescription.Argument, all: Bool = false) -> String {
        let names = (argument.names ?? []).map { Roff.bold($0.spelling) }
        let value = argument.kind == "flag" ? [] : [Roff.italic(argument.valueName ?? "")]
        return ([(all ? names : Array(names.suffix(1))).joined(separator: ", ")] + value).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    /// The paragraphs of a discussion; one whose first line is in capitals has that as its title and lines that stay lines.
    private static func blocks(_ discussion: String?) -> [(title: String, lines: [String])] {
        var blocks: [(title: String, lines: [String])] = []
        for line in (discussion ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.isEmpty || blocks.isEmpty { blocks.append(("", [])) }
            if line.isEmpty { continue }
            if blocks[blocks.count - 1].lines.isEmpty, line == line.uppercased() {
                blocks[blocks.count - 1].title = line
            } else {
                blocks[blocks.count - 1].lines.append(line)
            }
        }
        return blocks.filter { !$0.lines.isEmpty }
    }

    private static func withoutStop(_ sentence: String) -> String {
        (sentence.prefix(1).lowercased() + sentence.dropFirst()).trimmingStop
    }
}

extension String {
    fileprivate var trimmingStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

/// Text for troff.
private enum Roff {
    /// `text` as it is: nothing in it is markup.
    static func text(_ text: String) -> String {
        let special: [Character: String] = [
            "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "\"": "\\(dq",
        ]
        let escaped = text.map { special[$0] ?? String($0) }.joined()
        return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
    }

    /// `text` in short lines, which troff fills.
    static func prose(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map({ self.text(String($0)) }) {
            if let last = lines.last, last.count + word.count < 80 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    static func bold(_ text: String) -> String { "\\fB\(self.text(text))\\fR" }

    static func italic(_ text: String) -> String { "\\fI\(self.text(text))\\fR" }

    /// Lines that stay lines.
    static func verbatim(_ lines: [String]) -> [String] {
        let margin = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return [".EX"] + lines.map { text(String($0.dropFirst(margin))) } + [".EE"]
    }
}
