private import CLinux
import Glibc

/// Pieces of memory that one call sends or receives, one after the other: struct iovec, readv(2).
///
/// Who adds a piece keeps its memory until the list is emptied.
@safe public struct BufferList: ~Copyable {
    private let pieces: UnsafeMutableBufferPointer<iovec>
    private var count = 0

    /// The first piece that is not done.
    private var next = 0

    /// Bytes that are not done.
    public private(set) var byteCount = 0

    /// An empty list with room for `capacity` pieces, which the kernel takes up to 1024 of: IOV_MAX.
    public init(capacity: Int) { unsafe pieces = .allocate(capacity: min(capacity, 1_024)) }

    deinit { unsafe pieces.deallocate() }

    /// Empties the list.
    public mutating func removeAll() { (count, next, byteCount) = (0, 0, 0) }

    /// Adds a piece at the end.
    public mutating func append(_ bytes: UnsafeMutableRawBufferPointer) {
        guard let address = bytes.baseAddress, bytes.count > 0 else { return }
        unsafe precondition(count < pieces.count, "a list has room for its pieces")
        unsafe pieces[count] = iovec(iov_base: address, iov_len: bytes.count)
        count += 1
        byteCount += bytes.count
    }

    /// Adds a piece that is only to be read.
    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        unsafe append(UnsafeMutableRawBufferPointer(mutating: bytes))
    }

    /// Takes `done` bytes off the front.
    mutating func advance(_ done: Int) {
        byteCount -= done
        var rest = done
        while rest > 0 {
            let length = unsafe pieces[next].iov_len
            guard rest < length else {
                rest -= length
                next += 1
                continue
            }
            unsafe pieces[next].iov_base += rest
            unsafe pieces[next].iov_len = length - rest
            rest = 0
        }
    }

    /// What is not done, as a message for the kernel.
    fileprivate var message: msghdr {
        var message = unsafe msghdr()
        unsafe message.msg_iov = pieces.baseAddress.map { unsafe $0 + next }
        unsafe message.msg_iovlen = count - next
        return unsafe message
    }
}

extension TCPSocket {
    /// Sends a part of what is not done in `list`, and takes it off; false when nothing could be sent in time: sendmsg(2).
    public func send(_ list: inout BufferList) throws(SystemError) -> Bool {
        var message = unsafe list.message
        let sent = try unpatient("send") { unsafe sendmsg(descriptor.number, &message, Int32(MSG_NOSIGNAL)) }
        guard let sent else { return false }
        list.advance(sent)
        return true
    }

    /// Receives a part of what is not done in `list`, and takes it off; 0 at the end, nil when nothing came in time: recvmsg(2).
    ///
    /// `atOnce` does not wait for anything.
    public func receive(into list: inout BufferList, atOnce: Bool = false) throws(SystemError) -> Int? {
        var message = unsafe list.message
        let received = try unpatient("receive") {
            unsafe recvmsg(descriptor.number, &message, atOnce ? Int32(MSG_DONTWAIT) : 0)
        }
        if let received { list.advance(received) }
        return received
    }
}
