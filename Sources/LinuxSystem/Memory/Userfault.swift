import CLinux
import Glibc

/// Page faults of a mapping that this process handles itself: userfaultfd(2).
public final class Userfault: Sendable {
    /// Which faults.
    public enum Mode: Sendable, Equatable {
        /// Any access to a page that is not there.
        case missing
        /// The first write to a protected page, which waits until a thread lifts the protection: Linux 5.7.
        case writeProtect
        /// The first write to a protected page, whose protection the kernel lifts: Linux 6.7, with ``PagemapScan``.
        case asynchronousWriteProtect
    }

    /// The memory that it is about.
    public let memory: MemoryMapping

    /// Whether pages that are not there can be protected as well: Linux 6.4.
    public let protectsUnpopulated: Bool

    private let file: Descriptor

    /// Handles faults of `memory` from now on.
    public init(of memory: MemoryMapping, for mode: Mode) throws(SystemError) {
        let protects = clinux_UFFD_FEATURE_PAGEFAULT_FLAG_WP
        let protectsAll = protects | clinux_UFFD_FEATURE_WP_UNPOPULATED
        var choices: [Int]
        switch mode {
        case .missing: choices = [0]
        case .writeProtect: choices = [protectsAll, protects]
        case .asynchronousWriteProtect: choices = [protectsAll | clinux_UFFD_FEATURE_WP_ASYNC]
        }
        let number = try Self.open(features: &choices)
        file = Descriptor(owning: number)
        self.memory = memory
        protectsUnpopulated = choices[0] & clinux_UFFD_FEATURE_WP_UNPOPULATED != 0
        try system("handle page faults") {
            unsafe clinux_userfault_register(
                number, memory.base, memory.byteCount, mode == .missing ? 1 : 0, mode == .missing ? 0 : 1)
        }
    }

    /// Opens one with the first of `choices` that the kernel has, and drops those before it.
    static func open(features choices: inout [Int]) throws(SystemError) -> Int32 {
        while true {
            let file = try open()
            let number = file.number
            do throws(SystemError) {
                try system("use userfaultfd for this, which Linux has from 5.7 or 6.7") {
                    clinux_userfaultfd_features(number, UInt64(choices[0]))
                }
                return file.release()
            } catch {
                guard error.number == EINVAL, choices.count > 1 else { throw error }
                choices.removeFirst()
            }
        }
    }

    /// Without privilege, where only faults of user space itself are handled, from Linux 5.11 on.
    private static func open() throws(SystemError) -> Descriptor {
        do throws(SystemError) {
            return Descriptor(owning: try system("open a userfaultfd") { clinux_userfaultfd(0) })
        } catch  where error.isMissingPermission {
            return Descriptor(owning: try system("open a userfaultfd") { clinux_userfaultfd(1) })
        }
    }

    /// Lets the memory go: who waits goes on, and a page that is missing still is zero from now on.
    public func end() throws(SystemError) {
        try system("let memory go") {
            unsafe clinux_userfault_unregister(file.number, memory.base, memory.byteCount)
        }
    }

    /// Becomes readable when somebody waits: for poll(2).
    public var descriptor: Int32 { file.number }

    /// The pages that somebody waits for and that have not been told yet, at most `limit` and 16; empty when there is none.
    public func waiting(atMost limit: Int = 16) throws(SystemError) -> [Int] {
        let base = unsafe UInt64(UInt(bitPattern: memory.base))
        var failure: Int32 = 0
        let pages = unsafe [Int](unsafeUninitializedCapacity: 16) { buffer, count in
            unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 16) { addresses in
                let found = unsafe clinux_userfault_read(file.number, addresses.baseAddress, min(limit, 16))
                if found < 0 { failure = errno }
                count = max(0, found)
                for index in 0..<count {
                    unsafe buffer.initializeElement(at: index, to: Int((addresses[index] &- base) >> 12))
                }
            }
        }
        if failure != 0 && failure != EAGAIN && failure != EINTR {
            throw SystemError("read page faults", number: failure)
        }
        return pages
    }
}
