import CLinux
import Glibc

/// The processors of this machine.
public enum Processors {
    /// How many can be used now: sysconf(3).
    public static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
