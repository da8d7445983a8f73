import Crypto
public import LinuxSystem

/// The secret of one measurement, which travels on the control channel only: 256 bits.
public struct Token: Codable, Sendable {
    /// Bytes of a token, and of a proof.
    static let length = 32

    private let bytes: [UInt8]

    /// A token that nobody can foretell.
    public init() throws(SystemError) { bytes = try randomBytes(Self.length) }

    /// Reads a token of the right length.
    public init(from decoder: any Decoder) throws {
        bytes = try decoder.singleValueContainer().decode([UInt8].self)
        guard bytes.count == Self.length else { throw AgentError("a token has \(Self.length) bytes") }
    }

    /// Writes the bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    /// HMAC-SHA256 over `message`: RFC 2104.
    func proof(of message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: bytes)))
    }

    /// Whether `proof` is that of `message`; takes as long for a wrong one as for the right one.
    func isProof(_ proof: [UInt8], of message: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: message, using: SymmetricKey(data: bytes))
    }
}
