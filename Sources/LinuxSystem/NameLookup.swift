import CLinux
import Glibc

/// What a name stands for: getaddrinfo(3).
public enum NameLookup {
    /// The first address of `name`, by the order of RFC 6724; nil when it has none.
    public static func address(of name: String) -> InternetAddress? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(name, nil, &hints, &first) == 0, let entry = unsafe first else { return nil }
        defer { unsafe freeaddrinfo(entry) }
        var storage = sockaddr_storage()
        let size = min(Int(unsafe entry.pointee.ai_addrlen), MemoryLayout<sockaddr_storage>.size)
        unsafe withUnsafeMutableBytes(of: &storage) {
            unsafe $0.copyMemory(from: UnsafeRawBufferPointer(start: entry.pointee.ai_addr, count: size))
        }
        return SocketAddress(storage)?.address
    }
}
