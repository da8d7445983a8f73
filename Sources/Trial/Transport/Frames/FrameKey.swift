import CPageHash
import LinuxSystem

/// What the checks of a stream's frames are made with in one direction, so that no other stream's frame passes for one of it.
///
/// XXH3 finds what accidents and blind changes do; it is no proof against somebody who knows it: the network is trusted as far as
/// vMotion trusts it without encryption.
struct FrameKey: Sendable, Equatable {
    let seed: UInt64

    init(_ key: UInt64, stream: Int, _ direction: FrameKind.Direction) {
        let words = [key, UInt64(truncatingIfNeeded: stream), UInt64(direction.rawValue)]
        seed = unsafe words.withUnsafeBytes { unsafe cpagehash_bytes($0.baseAddress, $0.count, key) }
    }

    /// The hash of some bytes.
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        unsafe cpagehash_bytes(bytes.baseAddress, bytes.count, seed)
    }

    /// The hash of some bytes.
    func hash(_ bytes: RawSpan) -> UInt64 { unsafe bytes.withUnsafeBytes { unsafe hash($0) } }
}
