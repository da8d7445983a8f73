/// Colours for a terminal, or none.
struct Ink {
    enum Style: String {
        case error = "1;31"
        case warning = "1;33"
        case info = "1;36"
        case unknown = "1;35"
        case frame = "1;34"
        case strong = "1"
    }

    let isOn: Bool

    func callAsFunction(_ text: String, _ style: Style) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}
