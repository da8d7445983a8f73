import CLinux
import Glibc

extension Capability {
    /// Asks the kernel for what a trial migration tracks memory with.
    func attemptOnMemory() throws(SystemError) -> String? {
        switch self {
        case .userfaultMissing: try grant(0)
        case .userfaultWriteProtect: try grant(clinux_UFFD_FEATURE_PAGEFAULT_FLAG_WP)
        case .userfaultWriteProtectAsync:
            try grant(
                clinux_UFFD_FEATURE_PAGEFAULT_FLAG_WP | clinux_UFFD_FEATURE_WP_UNPOPULATED
                    | clinux_UFFD_FEATURE_WP_ASYNC)
        default:
            let file = Descriptor(
                owning: try system("open /proc/self/pagemap") {
                    unsafe open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)
                })
            let number = file.number
            try system("ask PAGEMAP_SCAN, which Linux has from 6.7") { clinux_pagemap_scan_nothing(number) }
        }
        return nil
    }

    private func grant(_ features: Int) throws(SystemError) {
        var choices = [features]
        _ = Descriptor(owning: try Userfault.open(features: &choices))
    }
}
