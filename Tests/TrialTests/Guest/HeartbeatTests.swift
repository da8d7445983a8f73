import Crypto
import LinuxSystem
import Testing

@testable import Trial

@Suite struct HeartbeatTests {
    private func record(_ heartbeats: [(generation: UInt32, counter: UInt64, time: Int64)]) -> HeartbeatRecord {
        var record = HeartbeatRecord()
        for (generation, counter, time) in heartbeats {
            record.note(HeartbeatDatagram(generation: generation, counter: counter), at: time)
        }
        return record
    }

    @Test func `a datagram comes back as it went, and no other passes`() {
        let key = SymmetricKey(size: .bits256)
        let heartbeat = HeartbeatDatagram(generation: 0x0102_0304, counter: 0x1122_3344_5566_7788)
        let bytes = heartbeat.bytes(key: key)
        #expect(bytes.count == HeartbeatDatagram.byteCount)
        #expect(HeartbeatDatagram(bytes, key: key) == heartbeat)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << bit
                #expect(HeartbeatDatagram(changed, key: key) == nil)
            }
            #expect(HeartbeatDatagram(bytes[..<index], key: key) == nil)
        }
        #expect(HeartbeatDatagram(bytes + [0], key: key) == nil)
        #expect(HeartbeatDatagram(bytes, key: SymmetricKey(size: .bits256)) == nil)
    }

    @Test func `lost, late and repeated heartbeats are told apart`() {
        let report = record([(0, 5, 0), (0, 6, 1), (0, 9, 2), (0, 8, 3), (0, 8, 4), (0, 9, 5), (0, 10, 6)]).report
        #expect(report.received == 7 && report.lost == 1 && report.repeated == 2)
        #expect(!report.twoCopiesRan)
        #expect(report.generations == [.init(generation: 0, first: 5, last: 10, firstArrival: 0, lastArrival: 6)])
    }

    @Test func `a counter that no heart reaches is none of the guest's, however often it comes`() {
        let far: [UInt64] = [.max, 1 << 63, .max - 1, 1 << 40]
        let report = record([(0, 5, 0)] + far.map { (0, $0, 1) } + [(0, (1 << 40) - 1, 2), (0, 6, 3)]).report
        #expect(report.foreign == 4 && report.received == 3)
        #expect(report.lost == (1 << 40) - 7)
    }

    @Test func `any order and any loss is counted as a set would count it`() {
        for _ in 0..<200 {
            var record = HeartbeatRecord()
            var heard: Set<UInt64> = []
            var repeated = 0
            let first = UInt64.random(in: 1...1_000)
            record.note(HeartbeatDatagram(generation: 0, counter: first), at: 0)
            heard.insert(first)
            for time in 1..<300 {
                let counter = first + UInt64(max(0, time * 2 + Int.random(in: -30...30)))
                if heard.contains(counter) { repeated += 1 }
                heard.insert(counter)
                record.note(HeartbeatDatagram(generation: 0, counter: counter), at: Int64(time))
            }
            let most = heard.max() ?? 0
            #expect(record.report.lost == Int(most - first) + 1 - heard.count)
            #expect(record.report.repeated == repeated && record.report.received == 300)
        }
    }

    @Test func `a heartbeat that comes on two ways is one, and is heard while one of them is open`() {
        var record = HeartbeatRecord()
        for counter in UInt64(1)...20 {
            let heartbeat = HeartbeatDatagram(generation: 0, counter: counter)
            if counter < 10 { record.note(heartbeat, way: 0, at: Int64(counter * 10)) }
            record.note(heartbeat, way: 1, at: Int64(counter * 10 + 3))
        }
        #expect(record.report.received == 20 && record.report.lost == 0 && record.report.repeated == 0)
        #expect(record.report.longestSilence == 13)
        record.note(HeartbeatDatagram(generation: 0, counter: 20), way: 1, at: 300)
        #expect(record.report.repeated == 1 && record.longestSilence(in: 0..<300) == 97)
    }

    @Test func `a counter that leaps costs no time`() {
        let record = record([(0, 1, 0), (0, (1 << 40) - 1, 1), (0, 7, 2), (0, (1 << 40) - 2, 3)])
        #expect(record.report.lost == (1 << 40) - 4)
        #expect(record.report.repeated == 1)
    }

    @Test func `a guest that moves is one guest`() {
        // The last counter may be sent once more where it goes on, and the last datagrams may come late.
        let report = record([(0, 1, 0), (0, 2, 1), (1, 3, 2), (0, 3, 3), (1, 4, 4), (2, 4, 5), (2, 5, 6)]).report
        #expect(!report.twoCopiesRan && report.lost == 0 && report.generations.map(\.generation) == [0, 1, 2])
    }

    @Test(arguments: [
        // It goes on where it was, after it began elsewhere.
        [(0, 1), (0, 2), (1, 3), (1, 4), (0, 4)],
        // It begins elsewhere with what is long past.
        [(0, 1), (0, 2), (0, 3), (0, 4), (1, 2)],
        // Both at once.
        [(3, 10), (4, 11), (3, 11), (4, 12), (3, 12)],
    ]) func `two copies that run are noticed`(heartbeats: [(UInt32, UInt64)]) {
        let timed = heartbeats.enumerated().map { (generation: $1.0, counter: $1.1, time: Int64($0)) }
        #expect(record(timed).report.twoCopiesRan)
    }

    @Test func `the longest silence is that of the window asked for`() {
        var heartbeats: [(generation: UInt32, counter: UInt64, time: Int64)] = []
        var time: Int64 = 1_000_000_000
        for counter in 0..<2_000 {
            heartbeats.append((0, UInt64(counter), time))
            time += counter == 500 ? 30_000_000 : counter == 1_500 ? 80_000_000 : 1_000_000
        }
        let record = record(heartbeats)
        let last = heartbeats[1_999].time
        #expect(record.report.longestSilence == 80_000_000)
        #expect(record.report.longestSilenceEnd == heartbeats[1_501].time)
        #expect(record.longestSilence(in: 0..<last) == 80_000_000)
        #expect(record.longestSilence(in: 0..<heartbeats[1_500].time) == 30_000_000)
        #expect(record.longestSilence(in: 0..<heartbeats[400].time) == 1_000_000)
        #expect(record.longestSilence(in: heartbeats[1_000].time..<heartbeats[1_500].time + 60_000_000) == 60_000_000)
        #expect(record.longestSilence(in: 0..<last + 500_000_000) == 500_000_000)
        #expect(record.longestSilence(in: last + 100..<last + 300) == 200)
        #expect(record.longestSilence(in: 0..<1_000_000_000) == nil)
        #expect(HeartbeatRecord().longestSilence(in: 0..<5) == nil)
    }

    @Test func `a datagram that is sent again is no sign of life`() {
        let record = record([(0, 1, 0), (0, 2, 1_000_000), (0, 2, 9_000_000), (0, 3, 20_000_000)])
        #expect(record.report.longestSilence == 19_000_000)
    }

    @Test(arguments: ["127.0.0.1", "::1"]) func `a guest is heard over the network, here and where it goes on`(
        address: String
    ) throws {
        let client = try HeartbeatClient(on: [try #require(InternetAddress(address))])
        var guest = try filledGuest(pagesPerSecond: 1_000)
        for generation in UInt32(0)..<3 {
            try guest.start(paused: true, heartbeat: client.settings(generation: generation))
            guest.resume()
            let heard = client.report.received
            while client.report.received < heard + 20 { MonotonicClock.sleep(nanoseconds: 500_000) }
            try guest.pause()
            let copy = try guest.copy()
            guest.stop()
            guest = copy
        }
        // Someone else's datagram.
        let stranger = try InternetSocket(try #require(InternetAddress(address)).family, .datagram, .udp)
        let port = client.settings(generation: 0).places[0].port
        try stranger.send([1, 2, 3], to: SocketAddress(try #require(InternetAddress(address)), port: port))
        while client.report.foreign == 0 { MonotonicClock.sleep(nanoseconds: 500_000) }
        client.stop()

        let report = client.report
        #expect(report.generations.map(\.generation) == [0, 1, 2])
        #expect(report.foreign == 1 && !report.twoCopiesRan)
        #expect(report.lost == 0)
        #expect(try guest.verify().isSound)
    }
}
