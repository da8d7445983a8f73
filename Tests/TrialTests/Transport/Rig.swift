import Glibc
import LinuxSystem
import Synchronization
import Testing

@testable import Trial

/// A source and a destination in one process, with connections over loopback between them.
struct Rig {
    static let pageCount = 4_096

    let sourceMemory: MemoryMapping
    let destinationMemory: MemoryMapping
    let sender: PageSender
    let receiver: PageReceiver
    let cancellation: Cancellation

    /// What the destination was told, and what the source was told.
    let told = Told()

    /// The connections at the destination's side of whatever `between` puts there.
    final class Told: Sendable {
        let atDestination = Mutex<[TransportMessage]>([])
        let atSource = Mutex<[TransportMessage]>([])
        let pushed = Mutex<[Int]>([])
        let ended = Mutex<TransportError?>(nil)
    }

    init(
        pages: Int = pageCount, streams: Int = 2, settings: TransportSettings = TransportSettings(key: 7),
        isZero: Bool = true, source: ((Int, TCPSocket) throws -> TCPSocket)? = nil,
        wire: ((Int) throws -> (TCPSocket, TCPSocket))? = nil
    ) throws {
        let source = source ?? { _, socket in socket }
        let wire = wire ?? { _ in try Self.connection() }
        sourceMemory = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        destinationMemory = try MemoryMapping(byteCount: pages * MemoryMapping.pageBytes)
        cancellation = try Cancellation()
        var ends: (near: [PageStream], far: [PageStream]) = ([], [])
        for stream in 0..<streams {
            let (near, far) = try wire(stream)
            ends.near.append(PageStream(pair: stream, socket: try source(stream, near)))
            ends.far.append(PageStream(pair: stream, socket: far))
        }
        let told = told
        receiver = try PageReceiver(
            memory: destinationMemory, isZero: isZero, streams: ends.far, settings: settings,
            handlers: PageReceiver.Handlers(
                message: { message in told.atDestination.withLock { $0.append(message) } },
                pushed: { runs, _ in told.pushed.withLock { $0 += runs.flatMap { Array($0) } } },
                ended: { error in told.ended.withLock { $0 = error } }))
        sender = try PageSender(memory: sourceMemory, streams: ends.near, settings: settings) { message in
            told.atSource.withLock { $0.append(message) }
        }
    }

    func close() {
        sender.close()
        receiver.close()
    }

    /// A TCP connection over loopback.
    static func connection() throws -> (TCPSocket, TCPSocket) {
        let loopback = try #require(InternetAddress("127.0.0.1"))
        let listener = try TCPListener(on: SocketAddress(loopback, port: 0))
        let near = try TCPSocket(.ipv4)
        try near.connect(to: try #require(listener.address), nanoseconds: 5_000_000_000)
        _ = try listener.socket.descriptor.waitReadable(nanoseconds: 5_000_000_000)
        return (near, try #require(try listener.accept()))
    }

    /// Every page.
    var allPages: PageSet {
        var pages = PageSet(pageCount: sourceMemory.pageCount)
        pages.insert(0..<sourceMemory.pageCount)
        return pages
    }

    /// Fills pages of the source with numbers of their own, by `salt`.
    func fill(_ pages: Range<Int>, salt: UInt64 = 1) {
        for page in pages {
            let bytes = unsafe sourceMemory.bytes(of: page..<page + 1)
            for offset in stride(from: 0, to: MemoryMapping.pageBytes, by: 8) {
                let word = (UInt64(page) << 20 | UInt64(offset)) &* 0x9e37_79b9_7f4a_7c15 &+ salt
                unsafe bytes.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
            }
        }
    }

    /// Pages that differ between the two ends.
    var differences: [Int] {
        (0..<sourceMemory.pageCount).filter { page in
            let bytes = page..<page + 1
            guard let source = unsafe sourceMemory.bytes(of: bytes).baseAddress,
                let destination = unsafe destinationMemory.bytes(of: bytes).baseAddress
            else { return true }
            return unsafe memcmp(source, destination, MemoryMapping.pageBytes) != 0
        }
    }

    /// Waits until something is so.
    static func eventually(_ seconds: Double = 10, _ body: () -> Bool) -> Bool {
        let end = MonotonicClock.now + Int64(seconds * 1e9)
        while MonotonicClock.now < end {
            if body() { return true }
            MonotonicClock.sleep(nanoseconds: 2_000_000)
        }
        return body()
    }
}
