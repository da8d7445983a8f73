import Agent
import ArgumentParser
import LinuxSystem
import Probe

/// How `probe` measures; careful with production links unless told otherwise.
struct TransferOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Connections that carry data at once, 1 to 64.", valueName: "number"))
    var streams = 1

    @Option(
        help: ArgumentHelp("How long data is sent in each direction (default: 10s).", valueName: "time"),
        transform: { try TimeSpan($0) })
    var duration: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "The most payload to send in a second, such as 500Mbit/s; otherwise all that goes. Headers come on top.",
            valueName: "rate"),
        transform: { try BitRate($0) })
    var maxRate: BitRate?

    @Option(
        help: ArgumentHelp(
            "The TCP port for data; vMotion's own, so that the firewall's rule for it is proved as well.",
            valueName: "number"))
    var port = 8000

    @Option(
        help: ArgumentHelp(
            "Socket buffers for the data, such as 64MiB; system for what the kernel gives to any program (default: what the path needs).",
            valueName: "size"),
        transform: socketBuffer(spelled:))
    var socketBuffer = SocketBuffer.automatic

    @Option(
        help: ArgumentHelp(
            "TCP congestion control for the data (default: cubic, loss-based as ESXi's own, where there is one).",
            valueName: "name"))
    var congestionControl: String?

    @Option(help: ArgumentHelp("Round trips to measure on the idle path, 1 to 100000.", valueName: "number"))
    var count = 200

    /// The TCP ports whose state matters: vMotion's data, and the management agent's.
    var ports: [UInt16] { port == 902 ? [902] : [UInt16(clamping: port), 902] }

    /// The first option that only a far end's help makes sense of.
    var needsFarEnd: String? {
        if streams > 1 { return "--streams" }
        if duration != nil { return "--duration" }
        if maxRate != nil { return "--max-rate" }
        if socketBuffer != .automatic { return "--socket-buffer" }
        return congestionControl == nil ? nil : "--congestion-control"
    }

    func validate() throws {
        guard (1...64).contains(streams) else { throw ValidationError("--streams takes 1 to 64.") }
        guard (1...100_000).contains(count) else { throw ValidationError("--count takes 1 to 100000.") }
        guard (1...65_535).contains(port) else { throw ValidationError("--port takes 1 to 65535.") }
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
