import CPcap
import LinuxSystem

/// Why nothing can be captured on `interface`, with what to do about it.
func captureRefusal(_ status: Int32, _ message: String, _ interface: NetworkInterface) -> MeasurementError {
    let start = "cannot capture on \(interface.name)"
    return switch status {
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
        MeasurementError(
            "\(start): that needs the capability CAP_NET_RAW; run as root, or once: \(ThisProgram.setcapCommand)")
    case PCAP_ERROR_IFACE_NOT_UP: interfaceIsDown(interface.name)
    case PCAP_ERROR_NO_SUCH_DEVICE: MeasurementError("\(start): it is gone")
    default: MeasurementError("\(start): \(message.isEmpty ? "libpcap gives no reason" : message)")
    }
}

/// The interface of that name, which must be up.
func interfaceInUse(_ name: String) throws(MeasurementError) -> NetworkInterface {
    let all: [NetworkInterface]
    do { all = try NetworkInterface.all() } catch { throw MeasurementError("\(error)") }
    guard let interface = all.first(where: { $0.name == name }) else {
        throw MeasurementError(
            "there is no interface \(name); there are \(all.map(\.name).joined(separator: ", "))")
    }
    guard interface.isUp else { throw interfaceIsDown(name) }
    return interface
}

private func interfaceIsDown(_ name: String) -> MeasurementError {
    MeasurementError("the interface \(name) is down; switch it on with: ip link set \(name) up")
}
