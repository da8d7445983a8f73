import CLinux
import Glibc
import LinuxSystem

/// A device in a network namespace whose packets this program reads and writes.
enum TunDevice {
    /// Bytes before each packet that tell how a network card would cut a large frame.
    static let headerBytes = MemoryLayout<virtio_net_hdr>.size

    /// Makes the device `name` in a namespace that ip-netns(8) knows; the calling thread stays in that namespace.
    static func make(_ name: String, namespace: String, largeFrames: Bool) throws(SystemError) -> Descriptor {
        let path = "/run/netns/\(namespace)"
        let place = try file(path, O_RDONLY | O_CLOEXEC)
        try system("enter namespace \(namespace)") { clinux_enter_network_namespace(place.number) }
        let device = try file("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        try system("make the device \(name) in namespace \(namespace)") {
            unsafe clinux_create_tun(device.number, name, largeFrames ? 1 : 0)
        }
        return device
    }

    private static func file(_ path: String, _ flags: Int32) throws(SystemError) -> Descriptor {
        Descriptor(owning: try system("open \(path)") { unsafe open(path, flags) })
    }
}
