import CLinux
import Glibc

/// A socket for the Ethernet frames of one interface, which needs CAP_NET_RAW: packet(7).
public struct PacketSocket: ~Copyable, Sendable {
    /// The socket itself.
    public let descriptor: Descriptor

    /// Sends by `interface` and receives its frames of `etherType`, with the tags that the kernel takes off told apart.
    public init(interface: NetworkInterface, etherType: UInt16) throws(SystemError) {
        let action = "open a packet socket on \(interface.name)"
        // Nothing arrives before the filter and the interface are set: protocol 0.
        let socket = Descriptor(
            owning: try system(action) { Glibc.socket(AF_PACKET, Int32(clinux_SOCK_RAW | clinux_SOCK_FLAGS), 0) })
        try setOption(socket.number, SOL_PACKET, Int32(PACKET_AUXDATA), 1)
        var program = [
            sock_filter(code: 0x28, jt: 0, jf: 0, k: 12),
            sock_filter(code: 0x15, jt: 0, jf: 1, k: UInt32(etherType)),
            sock_filter(code: 0x06, jt: 0, jf: 0, k: 0xFFFF),
            sock_filter(code: 0x06, jt: 0, jf: 0, k: 0),
        ]
        try attachFilter(&program, to: socket.number)
        // All protocols, as frames with a tag count as another one on some drivers.
        var address = sockaddr_ll()
        address.sll_family = UInt16(AF_PACKET)
        address.sll_protocol = UInt16(ETH_P_ALL).bigEndian
        address.sll_ifindex = Int32(bitPattern: interface.index)
        try system(action) {
            unsafe withUnsafePointer(to: &address) { address in
                unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe bind(socket.number, $0, socklen_t(MemoryLayout<sockaddr_ll>.size))
                }
            }
        }
        descriptor = socket
    }

    /// Sends a whole frame, from its destination's address on.
    public func send(_ frame: [UInt8]) throws(SystemError) {
        let number = descriptor.number
        try system("send a frame") { unsafe Glibc.send(number, frame, frame.count, 0) }
    }

    /// Takes a frame that has arrived; nil when there is none.
    public func receive(into buffer: UnsafeMutableRawBufferPointer) -> ReceivedMessage? {
        unsafe ReceivedMessage(from: descriptor.number, into: buffer, flags: Int32(clinux_MSG_DONTWAIT))
    }
}

/// Lets only what `program` accepts into a socket: socket(7), SO_ATTACH_FILTER.
private func attachFilter(_ program: inout [sock_filter], to socket: Int32) throws(SystemError) {
    try system("filter the frames of a socket") {
        unsafe program.withUnsafeMutableBufferPointer { program in
            var filter = unsafe sock_fprog(len: UInt16(program.count), filter: program.baseAddress)
            return unsafe setsockopt(
                socket, SOL_SOCKET, SO_ATTACH_FILTER, &filter, socklen_t(MemoryLayout<sock_fprog>.size))
        }
    }
}

/// Lets nothing more into a socket, while what has arrived can still be read.
public func closeFilter(of socket: Int32) throws(SystemError) {
    var program = [sock_filter(code: 0x06, jt: 0, jf: 0, k: 0)]
    try attachFilter(&program, to: socket)
}
