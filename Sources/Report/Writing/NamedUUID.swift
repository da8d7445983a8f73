import Crypto
import SourceText

/// A UUID made from a name, so that a thing has the same one in every run: RFC 9562, version 5.
struct NamedUUID: Hashable, CustomStringConvertible {
    /// The namespace of URLs: RFC 9562, 6.6.
    private static let urls = NamedUUID(bytes: [
        0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
    ])

    private let bytes: [UInt8]

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The UUID of `name` in `namespace`: RFC 9562, 5.5.
    init(_ name: String, in namespace: NamedUUID) {
        var hash = Insecure.SHA1()
        hash.update(data: namespace.bytes)
        hash.update(data: Array(name.utf8))
        var bytes = Array(hash.finalize().prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// The UUID of a URL.
    init(url: String) { self.init(url, in: Self.urls) }

    /// The UUID of a natural key: its `parts` joined by slashes, with those inside a part escaped.
    init(_ parts: [String], in namespace: NamedUUID) {
        let parts = parts.map { $0.replacing { scalar in ["%": "%25", "/": "%2F"][scalar] } }
        self.init(parts.joined(separator: "/"), in: namespace)
    }

    /// 8, 4, 4, 4 and 12 hexadecimal digits.
    var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
