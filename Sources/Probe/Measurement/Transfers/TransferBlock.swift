import LinuxSystem

/// The memory that transfers send from, over and over: it stays in the processor's cache, so that the network is measured.
///
/// Its bytes are random, so that nothing on the way can compress them.
@safe final class TransferBlock: @unchecked Sendable {
    // SAFETY: written once before anybody else knows it.
    static let count = 1 << 20
    static let shared = TransferBlock()

    let bytes: UnsafeRawBufferPointer

    private init() {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.count, alignment: 4096)
        var generator = SystemRandomNumberGenerator()
        for offset in stride(from: 0, to: Self.count, by: 8) {
            unsafe memory.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self)
        }
        unsafe bytes = UnsafeRawBufferPointer(memory)
    }
}
