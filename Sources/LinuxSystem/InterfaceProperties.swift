import CLinux
import Glibc

/// What ioctl(2) and sysfs tell of an interface: netdevice(7), SIOCETHTOOL.
struct InterfaceProperties {
    var mtu = 0
    var driver: String?
    var speedMbps: Int?

    init(of name: String) {
        let number = socket(AF_INET, Int32(clinux_SOCK_DGRAM | clinux_SOCK_FLAGS), 0)
        guard number >= 0 else { return }
        let socket = Descriptor(owning: number)
        var request = unsafe ifreq()
        unsafe withUnsafeMutableBytes(of: &request) { bytes in
            unsafe bytes.copyBytes(from: name.utf8.prefix(Int(IFNAMSIZ) - 1))
        }
        if unsafe ioctl(socket.number, UInt(clinux_SIOCGIFMTU), &request) == 0 {
            mtu = Int(unsafe clinux_ifreq_mtu(&request))
        }
        var information = ethtool_drvinfo()
        information.cmd = UInt32(ETHTOOL_GDRVINFO)
        let answered = unsafe withUnsafeMutablePointer(to: &information) { information in
            unsafe clinux_ifreq_set_data(&request, information)
            return unsafe ioctl(socket.number, UInt(clinux_SIOCETHTOOL), &request) == 0
        }
        if answered {
            driver = unsafe withUnsafeBytes(of: information.driver) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
        }
        if let speed = SystemFile.integer("/sys/class/net/\(name)/speed"), speed > 0 { speedMbps = speed }
    }
}
