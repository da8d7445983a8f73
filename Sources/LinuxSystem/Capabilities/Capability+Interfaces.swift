import CLinux
import Glibc

extension Capability {
    /// Makes what the tests and the trial make, and lets it go at once.
    func attemptOnInterfaces() throws(SystemError) -> String? {
        guard self == .networkNamespaces else {
            let opened = Descriptor(
                owning: try system("open /dev/net/tun") { unsafe open("/dev/net/tun", O_RDWR | O_CLOEXEC) })
            let number = opened.number
            // The interface is gone when the descriptor is closed; the kernel chooses its name.
            try system("make a TUN interface") { unsafe clinux_create_tun(number, "", 0) }
            return nil
        }
        // Of a thread of its own, since it keeps its namespace.
        let thread = try BlockingThread { clinux_unshare_network() == 0 ? 0 : errno }
        let number = (try? thread.join()) ?? EINVAL
        guard number == 0 else { throw SystemError("make a network namespace", number: number) }
        return nil
    }
}
