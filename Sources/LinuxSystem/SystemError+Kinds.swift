import CLinux
import Glibc

extension SystemError {
    /// Whether the kernel wants a capability that this process lacks.
    public var isMissingPermission: Bool { number == EPERM || number == EACCES }

    /// Whether nobody answered for a port, or somebody refused it.
    public var isOfPort: Bool { number == ETIMEDOUT || number == ECONNREFUSED }

    /// Whether a packet is longer than what may be sent.
    public var isTooLong: Bool { number == EMSGSIZE }
}
