import LinuxSystem

/// Room for some blocks of a backup file, at an address that direct reads and writes can use.
@safe struct BackupBuffer: ~Copyable, @unchecked Sendable {
    // SAFETY: the one owner is who touches the bytes; the address never changes.

    /// All of it.
    let bytes: UnsafeMutableRawBufferPointer

    /// Room for `count` bytes, which are zero.
    init(byteCount count: Int) {
        unsafe bytes = .allocate(byteCount: count, alignment: DirectFile.alignment)
        unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { unsafe bytes.deallocate() }

    /// `count` bytes from `start` on, to be written into.
    borrowing func part(_ start: Int, _ count: Int) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + count])
    }

    /// `count` bytes from `start` on, to be looked at.
    borrowing func look(_ start: Int, _ count: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(part(start, count))
    }
}
