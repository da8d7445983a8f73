extension String {
    /// The path as a URI reference: relative to the root of the repository, which GitHub asks for, unless it is absolute.
    var fileURI: String {
        let path = withoutLeadingDot
        let encoded = path.utf8.map { byte in
            Self.isUnreserved(byte) ? String(Unicode.Scalar(byte)) : "%" + Self.hexadecimal(byte)
        }.joined()
        return path.hasPrefix("/") ? "file://" + encoded : encoded
    }

    /// The path without the `./` that platforms do not look files up by.
    var withoutLeadingDot: String {
        var path = self[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        return String(path)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"): true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
