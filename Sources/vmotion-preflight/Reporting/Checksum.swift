import Crypto
import SourceText

/// SHA-256 sums, in hexadecimal.
enum Checksum {
    /// The sum of `bytes`.
    static func sha256(of bytes: some Sequence<UInt8>) -> String { hexadecimal(SHA256.hash(data: Array(bytes))) }

    /// The sum over names and contents of `files`, in the order of their names.
    static func sha256(of files: [SourceFile]) -> String {
        var hash = SHA256()
        for file in files.sorted(by: { $0.path < $1.path }) {
            // Lengths between, so that nothing can move from one file to the next unseen.
            hash.update(data: Array("\(file.path)\n\(file.bytes.count)\n".utf8))
            hash.update(data: file.bytes)
        }
        return hexadecimal(hash.finalize())
    }

    private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
        digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
