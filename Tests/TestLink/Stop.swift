import Glibc
import LinuxSystem
import Synchronization

/// The word to end, which threads look at in passing or wait for with poll(2).
final class Stop: Sendable {
    private let isSet = Atomic(false)
    private let ends: (reader: Int32, writer: Int32)

    init() throws(SystemError) {
        var pair: [Int32] = [0, 0]
        try system("make a pipe") { unsafe pipe(&pair) }
        ends = (pair[0], pair[1])
    }

    /// Whether to end.
    var wanted: Bool { isSet.load(ordering: .relaxed) }

    /// Readable, or hung up, when the word is given.
    var descriptor: Int32 { ends.reader }

    /// Gives the word.
    func give() {
        if isSet.exchange(true, ordering: .relaxed) { return }
        close(ends.writer)
    }
}
