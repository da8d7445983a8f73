import LinuxSystem
import Synchronization

@testable import Trial

/// A connection within the process on which something goes wrong when the test says so.
final class FaultyWire: Sendable {
    let near: TCPSocket
    let far: TCPSocket

    private let middle: (near: TCPSocket, far: TCPSocket)
    private let faults = Mutex(Faults())

    private struct Faults {
        /// Bytes towards the destination until now, and after which the next one is changed, or nothing goes on.
        var bytes = 0
        var changed: [Int] = []
        var stallsAfter: Int?
        var bytesPerSecond: Double?
    }

    init(changing changed: [Int] = [], stallsAfter: Int? = nil, bytesPerSecond: Double? = nil) throws {
        let one = try TCPSocket.pair()
        let two = try TCPSocket.pair()
        (near, far) = (one.0, two.1)
        middle = (one.1, two.0)
        faults.withLock {
            ($0.changed, $0.stallsAfter, $0.bytesPerSecond) = (changed, stallsAfter, bytesPerSecond)
        }
        try BlockingThread { [self] in pump(middle.near, middle.far, towardsDestination: true) }.detach()
        try BlockingThread { [self] in pump(middle.far, middle.near, towardsDestination: false) }.detach()
    }

    /// Breaks the connection off.
    func cut() {
        middle.near.abort()
        middle.far.abort()
    }

    private var isStalled: Bool { faults.withLock { $0.bytes >= $0.stallsAfter ?? .max } }

    private func pump(_ from: TCPSocket, _ to: TCPSocket, towardsDestination: Bool) {
        var part = [UInt8](repeating: 0, count: 32_768)
        while let count = unsafe part.withUnsafeMutableBytes({ try? unsafe from.receive(into: $0) }), count > 0 {
            var sent = 0
            if towardsDestination {
                let pause = faults.withLock { faults in
                    for place in faults.changed where (faults.bytes..<faults.bytes + count).contains(place) {
                        part[place - faults.bytes] ^= 0x40
                    }
                    faults.bytes += count
                    return faults.bytesPerSecond.map { Double(count) / $0 * 1e9 }
                }
                if let pause { MonotonicClock.sleep(nanoseconds: Int(pause)) }
            }
            while isStalled {
                MonotonicClock.sleep(nanoseconds: 5_000_000)
                // Until the test has ended the streams.
                guard (try? from.descriptor.waitReadable(nanoseconds: 0)) != nil, !isOver else { return }
            }
            while sent < count {
                let more = unsafe part.withUnsafeBytes {
                    try? unsafe to.send(UnsafeRawBufferPointer(rebasing: $0[sent..<count]))
                }
                guard let more else { return }
                sent += more
            }
        }
        try? to.finishSending()
    }

    private let over = Atomic<Bool>(false)
    private var isOver: Bool { over.load(ordering: .relaxed) }

    /// Lets what stands still end.
    func end() {
        over.store(true, ordering: .relaxed)
        cut()
    }
}
