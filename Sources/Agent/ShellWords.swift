/// The words of a command as a shell would see them, without running one: blanks part them, quotes and backslashes join.
struct ShellWords {
    let words: [String]

    /// Throws where a quote has no end, or where only a shell would know what is meant.
    init(_ text: String) throws(AgentError) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                // Within double quotes a backslash stands for itself unless it hides one of these: sh(1).
                if quote == "\"", !"\\\"$`".contains(character) { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else if quote == nil, "|&;<>()$`".contains(character) {
                throw AgentError(
                    "\(character) in --via needs a shell, and none is run; quote it, or give a script's name")
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { throw AgentError("--via has a quote without an end: \(text)") }
        if let word { words.append(word) }
        guard let first = words.first, !first.isEmpty else {
            throw AgentError("--via names no command; for example --via \"ssh root@host-b\"")
        }
        self.words = words
    }

    /// Whether every shell takes `text` as one plain word.
    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || "/._-+@,".utf8.contains(byte)
            }
    }
}
