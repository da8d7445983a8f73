import Agent
import Crypto
import LinuxSystem

/// What tells one migration from all others, also in the directory that both hosts see; it travels on the control channel only.
struct MigrationIdentity: AgentMessage, Equatable {
    /// 32 hexadecimal digits, which name its files.
    let name: String

    /// What its files are authenticated with: nobody else who may write in the directory can make them up.
    private let key: [UInt8]

    /// An identity that nobody can foretell.
    init() throws(SystemError) {
        name = try randomBytes(16).map { hexadecimal($0) }.joined()
        key = try randomBytes(32)
    }

    /// Throws where the name is none that may be part of a path.
    func validate() throws(AgentError) {
        guard Self.isName(name[...]) else {
            throw AgentError("the name of a migration has 32 hexadecimal digits")
        }
        guard key.count == 32 else { throw AgentError("the key of a migration has 32 bytes") }
    }

    /// Whether `text` may name a migration, and so be part of a path.
    static func isName(_ text: Substring) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39) ~= $0 || (0x61...0x66) ~= $0 }
    }

    /// HMAC-SHA256 over two pieces of bytes: RFC 2104.
    func proof(of pieces: (UnsafeRawBufferPointer, UnsafeRawBufferPointer)) -> [UInt8] {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key))
        unsafe code.update(data: pieces.0)
        unsafe code.update(data: pieces.1)
        return Array(code.finalize())
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
