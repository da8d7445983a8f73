import LinuxSystem

extension HostReport {
    /// The report for people: a table, then what to do for what is missing.
    public var text: String {
        let width = capabilities.map(\.capability.rawValue.count).max() ?? 0
        var lines = capabilities.map { row in
            let name = row.capability.rawValue
            let padding = String(repeating: " ", count: width - name.count)
            return "\(row.available ? "yes" : "no ")  \(name)\(padding)  \(row.purpose)"
        }
        let missing = capabilities.filter { !$0.available }
        if !missing.isEmpty { lines += ["", "What is missing:"] }
        for row in missing {
            lines.append("  \(row.capability.rawValue): \(row.why ?? "unknown")")
        }
        var fixes: [String] = []
        for fix in missing.compactMap(\.fix) where !fixes.contains(fix) { fixes.append(fix) }
        if !fixes.isEmpty { lines += ["", "How to get it:"] + fixes.map { "  \($0)" } }
        return (lines + [""] + bufferLines + [""] + systemLines).joined(separator: "\n") + "\n"
    }

    private static let roundTrips = [10, 44, 150]

    private var bufferLines: [String] {
        func bytes(_ count: Int?) -> String { count.map { "\($0) bytes" } ?? "unknown" }
        var lines = [
            "Socket buffers: a program may ask for \(bytes(buffers.sendMaximum)) to send and "
                + "\(bytes(buffers.receiveMaximum)) to receive;",
            "the kernel by itself gives TCP \(bytes(buffers.tcpSendMaximum)) and \(bytes(buffers.tcpReceiveMaximum)).",
        ]
        for milliseconds in Self.roundTrips {
            guard let most = buffers.mbpsAtMost(milliseconds: milliseconds) else { continue }
            let needed = [1_000, 10_000].map { BufferLimits.window(mbps: $0, milliseconds: milliseconds) }
            lines.append(
                "  At \(milliseconds) ms one connection gets at most \(most) Mbit/s; "
                    + "1 Gbit/s needs \(needed[0]) bytes, 10 Gbit/s \(needed[1]).")
        }
        let wanted = BufferLimits.window(mbps: 10_000, milliseconds: 150) * 2
        if let most = buffers.mbpsAtMost(milliseconds: 150), most < 10_000 {
            lines += [
                "  For all of these:",
                "    sysctl -w net.core.wmem_max=\(wanted) net.core.rmem_max=\(wanted)",
                "    sysctl -w net.ipv4.tcp_wmem='4096 16384 \(wanted)' net.ipv4.tcp_rmem='4096 131072 \(wanted)'",
            ]
        }
        return lines
    }

    private var systemLines: [String] {
        let controls = congestionControls.isEmpty ? "unknown" : congestionControls.joined(separator: ", ")
        return [
            "Congestion control: \(congestionControl ?? "unknown"); available: \(controls).",
            "Clock source: \(clockSource ?? "unknown"). Kernel: \(kernel ?? "unknown").",
        ]
    }
}
