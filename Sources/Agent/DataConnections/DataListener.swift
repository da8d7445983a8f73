import Glibc
public import LinuxSystem
import Synchronization

/// Takes data connections at the far end, while a measurement runs, from the peer that proves the token and from nobody else.
///
/// One thread serves all that have not proved it yet, so that those who say nothing hold up nobody.
public final class DataListener: Sendable {
    /// Connections that were dropped, by reason.
    public struct Refusals: AgentMessage, Equatable {
        /// Said nothing, or not enough, in time.
        public var silent = 0
        /// Sent what is no hello, or left before it was whole.
        public var garbage = 0
        /// Did not hold the token.
        public var unproved = 0
        /// Repeated a hello that had been used.
        public var replayed = 0
        /// Had to make room for later ones.
        public var crowdedOut = 0

        /// None.
        public init() {}

        /// Throws where a count is none.
        public func validate() throws(AgentError) {
            try within(0...1 << 40, ["silent": silent, "garbage": garbage, "unproved": unproved])
            try within(0...1 << 40, ["replayed": replayed, "crowdedOut": crowdedOut])
        }

        /// All of them.
        public var total: Int { silent + garbage + unproved + replayed + crowdedOut }

        /// Adds those of another listener.
        public static func += (sum: inout Refusals, other: Refusals) {
            sum.silent += other.silent
            sum.garbage += other.garbage
            sum.unproved += other.unproved
            sum.replayed += other.replayed
            sum.crowdedOut += other.crowdedOut
        }
    }

    /// How long a connection may take to prove the token, and how many may be about to.
    static let patience: Int64 = 2_500_000_000
    static let mostPending = 256

    /// Where it listens.
    public let address: SocketAddress

    private let door: Door
    private let thread: BlockingThread<Void>

    /// Listens on `address`; `accept` is given each connection that proved the token, and must not wait.
    ///
    /// Listeners of the same token share `hellos`.
    public init(
        on address: SocketAddress, device: String? = nil, token: Token, hellos: UsedHellos = UsedHellos(),
        accept: @escaping @Sendable (_ stream: UInt32, _ socket: TCPSocket) -> Void
    ) throws {
        do {
            let door = try Door(
                listener: TCPListener(on: address, device: device), token: token, hellos: hellos, accept: accept)
            self.door = door
            thread = try BlockingThread { try door.run() }
        } catch let error as SystemError where error.number == EADDRINUSE {
            throw AgentError.inUse(address)
        } catch let error as SystemError where error.number == EADDRNOTAVAIL {
            throw AgentError("no interface here has the address \(address.address)")
        }
        self.address = door.listener.address ?? address
    }

    /// The buffers of connections that come from now on; see ``TCPSocket/setBuffers(_:)``.
    public func setBuffers(_ bytes: Int) throws(SystemError) { try door.listener.socket.setBuffers(bytes) }

    /// The connections dropped until now.
    public var refusals: Refusals { door.refusals.withLock { $0 } }

    /// Closes the port and what has not proved the token; the connections given away stay.
    public func end() {
        door.stop.cancel()
        _ = try? thread.join()
        // Who still holds the listener does not hold the port.
        door.listener.socket.abort()
    }
}
