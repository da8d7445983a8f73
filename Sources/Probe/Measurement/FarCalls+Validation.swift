import Agent
import Evidence
import LinuxSystem
import SourceText

// The bounds are far beyond what any machine has, and so narrow that sums of such numbers cannot overflow.
private let counts = 0...1 << 50
private let durations = 0...1e6

extension TransferNews {
    func validate() throws(AgentError) { try within(counts, ["bytes": bytes]) }
}

extension SocketFacts {
    func validate() throws(AgentError) {
        try within(
            0...Int(Int32.max), ["sendBufferBytes": sendBufferBytes, "receiveBufferBytes": receiveBufferBytes])
        try atMost(256, bytesIn: [congestionControl])
    }
}

extension ReceiveStreams.Reply {
    func validate() throws(AgentError) {
        try socket.validate()
        for stream in streams {
            try within(counts, ["bytes": stream.bytes])
            try within(durations, ["seconds": stream.seconds, "busyShare": stream.busyShare])
        }
    }
}

extension SendStreams.Reply {
    func validate() throws(AgentError) {
        try socket.validate()
        for stream in streams {
            try within(counts, ["bytes": stream.bytes])
            try within(durations, ["seconds": stream.seconds, "busyShare": stream.busyShare])
        }
    }
}

extension CheckPath.Reply {
    func validate() throws(AgentError) {
        try within(0...255, ["hops": path.hops])
        try within(1...1 << 20, ["pathMtu": path.pathMtu])
        try within(0...1 << 20, ["echo.sent": path.echo?.sent, "echo.duplicates": path.echo?.duplicates])
        try within(0...(path.echo?.sent ?? 0), ["echo.received": path.echo?.received])
        for step in path.mtuLadder ?? [] {
            try within(0...1 << 20, ["mtuLadder.mtu": step.mtu, "mtuLadder.reportedMtu": step.reportedMtu])
        }
        try path.rttMs.icmp?.validate()
        try path.rttMs.handshake?.validate()
        for count in [path.capture?.packets, path.capture?.received, path.capture?.kernelDrops] {
            try within(counts, ["capture": count])
        }
        try within(0...1e12, ["capture.clockStepMs": path.capture?.clockStepMs])
        try within(0...64, ["the number of what is unknown": voided.count])
    }

    /// What of it is about the path that was asked for, under the names that this end gave.
    func checked(against path: Path) -> CheckPath.Reply {
        let said = self.path
        var found = Path(from: path.from, to: path.to)
        (found.reachable, found.echo, found.ports) = (said.reachable, said.echo, said.ports)
        (found.rttMs.icmp, found.rttMs.handshake) = (said.rttMs.icmp, said.rttMs.handshake)
        (found.pathMtu, found.mtuLadder, found.hops) = (said.pathMtu, said.mtuLadder, said.hops)
        (found.hardwareAddresses, found.capture) = (said.hardwareAddresses, said.capture)
        found.capture?.files = nil
        let unknown = voided.map {
            VoidedFigure(
                figure: $0.figure.visible, from: path.from, to: path.to, why: String($0.why.prefix(1_000)).visible)
        }
        return CheckPath.Reply(path: found, voided: unknown)
    }
}
