/// The first 80 characters of `text`, for messages: a file's names may be of any length.
public func abridged(_ text: String) -> String {
    String(text.unicodeScalars.prefix(80))
}
