import CLinux
import Glibc

extension Directory {
    /// Why this process can keep no file in it, as a sentence without a full stop; nil where it can.
    public var obstacle: String? {
        do {
            try check()
            try system("write in \(path)") { unsafe access(path, W_OK | X_OK) }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
