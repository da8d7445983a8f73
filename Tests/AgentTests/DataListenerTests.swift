import LinuxSystem
import Testing

@testable import Agent

@Suite struct DataListenerTests {
    /// A listener on a free port of the loopback interface, and what it let in.
    private func withListener(
        _ body: (SocketAddress, Token, Mailbox<(UInt32, TCPSocket)>, DataListener) throws -> Void
    ) throws {
        let token = try Token()
        let accepted = try Mailbox<(UInt32, TCPSocket)>()
        let local = try #require(InternetAddress("127.0.0.1"))
        let listener = try DataListener(on: SocketAddress(local, port: 0), token: token) { accepted.put(($0, $1)) }
        defer { listener.end() }
        try body(listener.address, token, accepted, listener)
    }

    private func connect(_ address: SocketAddress, saying bytes: [UInt8]) throws -> TCPSocket {
        let socket = try TCPSocket(.ipv4)
        try socket.connect(to: address, nanoseconds: 5_000_000_000)
        _ = try unsafe bytes.withUnsafeBytes { try unsafe socket.send($0) }
        return socket
    }

    private func wait(_ listener: DataListener, until isDone: (DataListener.Refusals) -> Bool) {
        let deadline = MonotonicClock.now + 10_000_000_000
        while !isDone(listener.refusals), MonotonicClock.now < deadline {
            _ = try? Cancellation().sleep(nanoseconds: 5_000_000)
        }
    }

    private func soon() -> Int64 { MonotonicClock.now + 10_000_000_000 }

    @Test func `Who proves the token is let in with the number of its stream`() throws {
        try withListener { address, token, accepted, listener in
            let connection = try DataConnection(TCPSocket(.ipv4), to: address, stream: 7, token: token)
            let (stream, socket) = try #require(try accepted.take(until: soon()))
            #expect(stream == 7)
            #expect(socket.peerAddress == connection.socket.localAddress)
            #expect(listener.refusals == DataListener.Refusals())
        }
    }

    @Test func `A wrong token is turned away and counted`() throws {
        try withListener { address, _, accepted, listener in
            let other = try Token()
            let error = #expect(throws: AgentError.self) {
                try DataConnection(TCPSocket(.ipv4), to: address, stream: 7, token: other)
            }
            #expect(error?.description.contains("refuses the token") == true)
            #expect(try accepted.take(until: MonotonicClock.now) == nil)
            #expect(listener.refusals.unproved == 1)
            #expect(listener.refusals.total == 1)
        }
    }

    @Test func `A hello that was used is no good a second time`() throws {
        try withListener { address, token, accepted, listener in
            let hello = try DataHello(stream: 1, token: token)
            let first = try connect(address, saying: hello.bytes)
            #expect(try accepted.take(until: soon()) != nil)
            let second = try connect(address, saying: hello.bytes)
            wait(listener) { $0.replayed == 1 }
            #expect(listener.refusals.replayed == 1)
            #expect(try accepted.take(until: MonotonicClock.now) == nil)
            withExtendedLifetime((first, second)) {}
        }
    }

    @Test func `A hello that was used at one listener is no good at another`() throws {
        let (token, hellos) = (try Token(), UsedHellos())
        let local = try #require(InternetAddress("127.0.0.1"))
        let listeners = try (0..<2).map { _ in
            try DataListener(on: SocketAddress(local, port: 0), token: token, hellos: hellos) { _, _ in }
        }
        defer { for listener in listeners { listener.end() } }
        let hello = try DataHello(stream: 1, token: token)
        let first = try connect(listeners[0].address, saying: hello.bytes)
        var answer = [UInt8](repeating: 0, count: DataHello.answerLength)
        #expect(try unsafe answer.withUnsafeMutableBytes { try unsafe first.receive(into: $0) } == answer.count)
        let second = try connect(listeners[1].address, saying: hello.bytes)
        wait(listeners[1]) { $0.replayed == 1 }
        #expect(listeners[1].refusals.replayed == 1)
        withExtendedLifetime((first, second)) {}
    }

    @Test func `A hello for one stream opens no other`() throws {
        try withListener { address, token, _, listener in
            var bytes = try DataHello(stream: 1, token: token).bytes
            bytes[11] = 2
            let socket = try connect(address, saying: bytes)
            wait(listener) { $0.unproved == 1 }
            #expect(listener.refusals.unproved == 1)
            withExtendedLifetime(socket) {}
        }
    }

    @Test func `Garbage is dropped, and a look at the port is none`() throws {
        try withListener { address, _, _, listener in
            let garbage = try connect(address, saying: [UInt8](repeating: 71, count: 200))
            wait(listener) { $0.garbage == 1 }
            _ = try connect(address, saying: [])
            _ = try connect(address, saying: [1, 2, 3])
            wait(listener) { $0.garbage == 2 }
            #expect(listener.refusals.garbage == 2)
            #expect(listener.refusals.total == 2)
            withExtendedLifetime(garbage) {}
        }
    }

    @Test func `The silent and the many do not keep the true peer out`() throws {
        try withListener { address, token, accepted, listener in
            let strangers = try (0..<DataListener.mostPending + 40).map { _ in try connect(address, saying: []) }
            let connection = try DataConnection(TCPSocket(.ipv4), to: address, stream: 3, token: token)
            #expect(try accepted.take(until: soon())?.0 == 3)
            wait(listener) { $0.silent + $0.crowdedOut == strangers.count }
            #expect(listener.refusals.crowdedOut >= 40)
            #expect(listener.refusals.total == strangers.count)
            withExtendedLifetime((strangers, connection)) {}
        }
    }

    @Test func `Nothing listens any more once it has ended`() throws {
        let local = try #require(InternetAddress("127.0.0.1"))
        let listener = try DataListener(on: SocketAddress(local, port: 0), token: Token()) { _, _ in }
        let address = listener.address
        listener.end()
        #expect(throws: SystemError("connect to \(address)", number: 111)) { try connect(address, saying: []) }
    }

    @Test func `A port in use says by whom, and what to do`() throws {
        try withListener { address, token, _, _ in
            let error = #expect(throws: AgentError.self) { try DataListener(on: address, token: token) { _, _ in } }
            let text = error?.description ?? ""
            #expect(text.hasPrefix("port \(address.port) is in use by "))
            #expect(text.contains("(process "))
            #expect(text.hasSuffix("name another one with --port"))
        }
    }

    @Test func `Something else on the port is told from the far end`() throws {
        let local = try #require(InternetAddress("127.0.0.1"))
        let silent = try TCPListener(on: SocketAddress(local, port: 0))
        let address = try #require(silent.address)
        let token = try Token()
        let error = #expect(throws: AgentError.self) {
            try DataConnection(TCPSocket(.ipv4), to: address, stream: 1, token: token, nanoseconds: 200_000_000)
        }
        #expect(error?.description.contains("something else has the port") == true)
    }
}
