import Agent
import ArgumentParser
import LinuxSystem
import Probe

/// How `probe` measures; careful with production links unless told otherwise.
struct TransferOptions: ParsableArguments {
    @OptionGroup var connections: DataConnectionOptions

    @Option(
        help: ArgumentHelp("How long data is sent in each direction (default: 10s).", valueName: "time"),
        transform: { try TimeSpan($0) })
    var duration: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Socket buffers for the data, such as 64MiB; system for what the kernel gives to any program (default: what the path needs).",
            valueName: "size"),
        transform: socketBuffer(spelled:))
    var socketBuffer = SocketBuffer.automatic

    @Option(help: ArgumentHelp("Round trips to measure on the idle path, 1 to 100000.", valueName: "number"))
    var count = 200

    /// The TCP ports whose state matters: vMotion's data, and the management agent's.
    var ports: [UInt16] { connections.port == 902 ? [902] : [UInt16(clamping: connections.port), 902] }

    /// The first option that only a far end's help makes sense of.
    var needsFarEnd: String? {
        if connections.streams > 1 { return "--streams" }
        if duration != nil { return "--duration" }
        if connections.maxRate != nil { return "--max-rate" }
        if socketBuffer != .automatic { return "--socket-buffer" }
        return connections.congestionControl == nil ? nil : "--congestion-control"
    }

    func validate() throws {
        guard (1...100_000).contains(count) else { throw ValidationError("--count takes 1 to 100000.") }
        guard (duration?.seconds ?? 1) <= 86_400 else { throw ValidationError("--duration takes at most 24h.") }
    }
}

/// What `--socket-buffer` takes.
private func socketBuffer(spelled text: String) throws -> SocketBuffer {
    if text == "system" { return .system }
    let size = try ByteCount(text).amount
    guard size <= 2 << 30 else { throw ValidationError("sockets take at most 2GiB.") }
    return .bytes(Int(size))
}
