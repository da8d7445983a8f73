import LinuxSystem

/// The first bytes on a data connection, of fixed length, by which the near end proves that it holds the token:
/// magic (4), version (2), zero (2), stream (4), nonce (32), HMAC-SHA256 of the token over nonce and stream (32).
///
/// The far end answers with its own proof, over the same and one byte more, so that data is sent to nobody else either.
struct DataHello: Equatable {
    /// Bytes of a hello, and of the answer.
    static let length = 76
    static let answerLength = Token.length

    private static let magic = Array("vmpf".utf8)
    private static let version: UInt16 = 1

    let stream: UInt32
    let nonce: [UInt8]
    let proof: [UInt8]

    /// A hello for `stream` with a nonce that was never used.
    init(stream: UInt32, token: Token) throws(SystemError) {
        self.stream = stream
        nonce = try randomBytes(Token.length)
        proof = token.proof(of: nonce + Self.bigEndian(stream))
    }

    /// Reads a hello, proved or not; nil where it is none.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length, bytes.starts(with: Self.magic + Self.bigEndian(Self.version) + [0, 0]) else {
            return nil
        }
        stream = bytes[8..<12].reduce(0) { $0 << 8 | UInt32($1) }
        nonce = Array(bytes[12..<44])
        proof = Array(bytes[44...])
    }

    /// The bytes that are sent.
    var bytes: [UInt8] {
        Self.magic + Self.bigEndian(Self.version) + [0, 0] + Self.bigEndian(stream) + nonce + proof
    }

    /// Whether who made it holds `token`.
    func isProved(by token: Token) -> Bool { token.isProof(proof, of: nonce + Self.bigEndian(stream)) }

    /// What the far end sends back.
    func answer(with token: Token) -> [UInt8] { token.proof(of: nonce + Self.bigEndian(stream) + [1]) }

    /// Whether `answer` came from one who holds `token`.
    func isAnswer(_ answer: [UInt8], by token: Token) -> Bool {
        token.isProof(answer, of: nonce + Self.bigEndian(stream) + [1])
    }

    private static func bigEndian(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
