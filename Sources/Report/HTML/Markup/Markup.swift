/// HTML that cannot be written wrongly: what is put into it is escaped, and nothing but a literal is taken as it stands.
///
/// Attributes are quoted in literals, with either quotation mark: `"<a href='\(link)'>\(name)</a>"`.
struct Markup: Sendable, Equatable, ExpressibleByStringInterpolation {
    private(set) var html: String

    /// Nothing.
    init() { html = "" }

    init(stringLiteral literal: StaticString) { html = literal.description }

    init(stringInterpolation interpolation: StringInterpolation) { html = interpolation.html }

    var isEmpty: Bool { html.isEmpty }

    /// How many bytes it takes.
    var size: Int { html.utf8.count }

    static func += (left: inout Markup, right: Markup) { left.html += right.html }

    static func + (left: Markup, right: Markup) -> Markup {
        var sum = left
        sum += right
        return sum
    }

    /// A literal with what stands between its parts.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            html.reserveCapacity(literalCapacity + interpolationCount * 24)
        }

        // A text that was read somewhere is no static one, so that none becomes markup by mistake.
        mutating func appendLiteral(_ literal: StaticString) { html += literal.description }

        mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

        mutating func appendInterpolation(_ markup: Markup?) {
            if let markup { html += markup.html }
        }

        mutating func appendInterpolation(_ parts: [Markup]) {
            for part in parts { html += part.html }
        }

        /// Text, of which nothing is markup and nothing is hidden.
        mutating func appendInterpolation(_ text: String) { text.appendEscaped(to: &html) }

        /// A number as programs write it.
        mutating func appendInterpolation(_ number: Int) { html += String(number) }

        /// A number with its thousands apart.
        mutating func appendInterpolation(count number: Int) { html += Amounts.count(number) }
    }
}

extension [Markup] {
    /// All of them, with `separator` in between.
    func joined(_ separator: Markup = "") -> Markup {
        var sum = Markup()
        for (index, part) in enumerated() {
            if index > 0 { sum += separator }
            sum += part
        }
        return sum
    }
}
