import LinuxSystem
import Testing

@testable import Trial

@Suite struct DelayLineTests {
    @Test func `a line adds its delay, and carries its window in a round trip`() throws {
        let line = DelayLineBox()
        let rig = try Rig(
            pages: 1_024, streams: 1,
            source: { _, socket in
                try line.make(socket, roundTripSeconds: 0.05, windowBytes: 1 << 18)
            })
        defer {
            rig.close()
            line.close()
        }
        rig.fill(0..<1_024)
        let roundTrip = try rig.sender.roundTripSeconds(cancellation: rig.cancellation)
        #expect(roundTrip >= 0.05)
        // 4 MiB in windows of 256 KiB are 16 round trips.
        let round = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(round.seconds >= 0.75)
        #expect(rig.receiver.suspects.isEmpty && rig.differences == [])
    }

    @Test func `a line of no length is open at once, and both ends learn of its end`() throws {
        let line = DelayLineBox()
        let rig = try Rig(
            streams: 1,
            source: { _, socket in
                try line.make(socket, roundTripSeconds: 0, windowBytes: 1 << 24)
            })
        defer { rig.close() }
        rig.fill(0..<4_096)
        _ = try rig.sender.send(rig.allPages, round: 1, cancellation: rig.cancellation)
        #expect(rig.differences == [])
        line.close()
        #expect(Rig.eventually { rig.sender.failure != nil && rig.receiver.failure != nil })
        #expect(throws: TransportError.self) {
            let (near, _) = try Rig.connection()
            _ = try DelayLine(near, roundTripSeconds: -1, windowBytes: 1)
        }
    }

    /// Keeps the line that a rig is made with.
    private final class DelayLineBox {
        private var line: DelayLine?

        func make(_ socket: TCPSocket, roundTripSeconds: Double, windowBytes: Int) throws -> TCPSocket {
            let line = try DelayLine(socket, roundTripSeconds: roundTripSeconds, windowBytes: windowBytes)
            self.line = line
            return line.socket
        }

        func close() { line?.close() }
    }
}
