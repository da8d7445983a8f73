import LinuxSystem
import Probe

/// What a command is asked to use and this machine's kernel may not have.
enum KernelCheck {
    /// Refuses a congestion control that there is not.
    static func congestionControl(_ name: String?) throws {
        guard let name else { return }
        do {
            try TCPSocket(.ipv4).setCongestionControl(name)
        } catch {
            let names = SystemFile.words("/proc/sys/net/ipv4/tcp_available_congestion_control")
            throw CommandFailure("\(error); this machine's kernel has \(names.joined(separator: ", "))")
        }
    }

    /// Refuses an interface that cannot carry anything.
    static func interface(_ name: String) throws {
        let interfaces = try NetworkInterface.all()
        guard let interface = interfaces.first(where: { $0.name == name }) else {
            throw CommandFailure(
                "there is no network interface \(name)" + suggestion(for: name, among: interfaces.map(\.name)))
        }
        guard interface.isUp else {
            throw MeasurementError("the network interface \(name) is down; ip link set \(name) up brings it up")
        }
    }
}
