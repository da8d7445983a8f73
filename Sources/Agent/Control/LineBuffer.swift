/// Bytes as they arrive, given out as lines; memory stays bounded whatever the other end sends.
struct LineBuffer {
    private var bytes: [UInt8] = []
    private var searched = 0
    private let limit: Int

    init(limit: Int = ControlMessage.longestLine) { self.limit = limit }

    /// Adds what was read.
    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// The next whole line that is not empty, without its end; nil when more must be read first.
    mutating func next() throws(AgentError) -> [UInt8]? {
        while let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
            var line = Array(bytes[..<end])
            bytes.removeFirst(end + 1)
            searched = 0
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            guard line.count <= limit else {
                throw AgentError("a line of more than \(limit) bytes came on the control channel")
            }
            if !line.isEmpty { return line }
        }
        searched = bytes.count
        guard bytes.count <= limit else {
            throw AgentError("a line of more than \(limit) bytes came on the control channel")
        }
        return nil
    }
}
