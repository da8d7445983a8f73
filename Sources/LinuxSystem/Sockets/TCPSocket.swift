private import CLinux
import Glibc

/// A TCP connection, or the socket of one to come; closed when its last owner lets it go.
///
/// One thread may send while another receives.
public final class TCPSocket: Sendable {
    /// The descriptor, for poll(2).
    public let descriptor: Descriptor

    init(owning descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// A socket that is not connected, for addresses of `family`.
    public convenience init(_ family: InternetAddress.Family) throws(SystemError) {
        let number = try system("make a TCP socket") {
            socket(family.domain, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        }
        self.init(owning: Descriptor(owning: number))
    }

    /// Gives the connection its own address; port 0 lets the kernel choose one.
    public func bind(to address: SocketAddress) throws(SystemError) {
        try system("use the address \(address)") {
            unsafe address.withPointer { unsafe Glibc.bind(descriptor.number, $0, $1) }
        }
    }

    /// Connects within `nanoseconds`, or throws ETIMEDOUT.
    public func connect(to address: SocketAddress, nanoseconds: Int64) throws(SystemError) {
        try startConnecting(to: address)
        guard try descriptor.waitWritable(nanoseconds: nanoseconds) else {
            throw SystemError("connect to \(address)", number: ETIMEDOUT)
        }
        try finishConnecting(to: address)
        try setBlocking(true)
    }

    /// Sends the SYN, and leaves the socket such that no call waits.
    public func startConnecting(to address: SocketAddress) throws(SystemError) {
        try setBlocking(false)
        let answer = unsafe address.withPointer { unsafe Glibc.connect(descriptor.number, $0, $1) }
        if answer < 0, errno != EINPROGRESS { throw SystemError("connect to \(address)", number: errno) }
    }

    /// Throws what became of the SYN, once the socket can be written to.
    public func finishConnecting(to address: SocketAddress) throws(SystemError) {
        let number = try option(SOL_SOCKET, SO_ERROR)
        if number != 0 { throw SystemError("connect to \(address)", number: number) }
    }

    /// Whether calls wait.
    public func setBlocking(_ isBlocking: Bool) throws(SystemError) {
        try setNonblocking(descriptor.number, !isBlocking)
    }

    /// Sends a part of `bytes`, without a signal when the other end has gone; nil when nothing could be sent in time.
    public func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int? {
        try unpatient("send") {
            unsafe Glibc.send(descriptor.number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// Receives what there is, at most `bytes.count`; 0 at the end, nil when nothing came in time.
    public func receive(into bytes: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int? {
        try unpatient("receive") { unsafe recv(descriptor.number, bytes.baseAddress, bytes.count, 0) }
    }

    /// Takes at most `count` bytes and throws them away uncopied (MSG_TRUNC, tcp(7)); 0 at the end, nil when nothing came in time.
    public func discard(atMost count: Int) throws(SystemError) -> Int? {
        try unpatient("receive") { recv(descriptor.number, nil, count, Int32(MSG_TRUNC)) }
    }

    /// Tells the other end that no more comes.
    public func finishSending() throws(SystemError) {
        try system("end the data") { shutdown(descriptor.number, Int32(SHUT_WR)) }
    }

    /// Breaks the connection off, so that whoever waits on it goes on.
    public func abort() { shutdown(descriptor.number, Int32(SHUT_RDWR)) }

    /// Throws away what was not acknowledged, and tells the other end that the connection is broken: connect(2), AF_UNSPEC.
    public func reset() {
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        _ = unsafe Glibc.connect(descriptor.number, &nowhere, socklen_t(MemoryLayout<sockaddr>.size))
    }

    /// This end's address.
    public var localAddress: SocketAddress? {
        unsafe address { unsafe getsockname(descriptor.number, $0, $1) }
    }

    /// The other end's address.
    public var peerAddress: SocketAddress? {
        unsafe address { unsafe getpeername(descriptor.number, $0, $1) }
    }

    private func address(_ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32)
        -> SocketAddress?
    {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let answer = unsafe withUnsafeMutablePointer(to: &storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe call($0, &length) }
        }
        return answer == 0 ? SocketAddress(storage) : nil
    }
}

/// Whether calls on `descriptor` return at once: fcntl(2).
func setNonblocking(_ descriptor: Int32, _ isNonblocking: Bool) throws(SystemError) {
    let flags = try system("read the flags of a socket") { fcntl(descriptor, F_GETFL) }
    try system("set the flags of a socket") {
        fcntl(descriptor, F_SETFL, isNonblocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK)
    }
}

/// Like ``system(_:_:)``, with nil where the kernel says that nothing can be done yet.
func unpatient(_ action: @autoclosure () -> String, _ body: () -> Int) throws(SystemError) -> Int? {
    while true {
        let value = body()
        if value >= 0 { return value }
        let number = errno
        if number == EAGAIN { return nil }
        if number != EINTR { throw SystemError(action(), number: number) }
    }
}
