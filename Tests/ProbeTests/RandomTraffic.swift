import TestSupport

/// Connections as no stack makes them: lost, repeated, overtaken, probing, closing and beginning anew at any time.
struct RandomTraffic {
    private(set) var frames: [(bytes: [UInt8], length: Int, time: Int64)] = []
    private var random: SeededGenerator

    init(seed: UInt64, connections: Int) {
        random = SeededGenerator(seed: seed)
        for number in 0..<connections { converse(number) }
        frames.sort { $0.time < $1.time }
    }

    private mutating func converse(_ number: Int) {
        var talk = Talk(
            isIPv6: random.oneIn(3), port: UInt16(40_000 + (random.oneIn(4) ? number % 3 : number)),
            time: 1_700_000_000_000_000_000 + Int64.random(in: 0..<3_000_000_000, using: &random))
        talk.next = [random.pick([1, .max, 77_777]), random.pick([0, .max - 100, 99_999])]
        talk.acknowledged = [talk.next[0] &+ 1, talk.next[1] &+ 1]
        open(&talk)
        talk.next = talk.acknowledged
        for _ in 0..<Int.random(in: 2...40, using: &random) { step(&talk) }
        if random.oneIn(3) {
            send(&talk, 0, talk.next[0], flags: 0x11)
            talk.acknowledged[0] = talk.next[0] &+ 1
            send(&talk, 1, talk.next[1], flags: 0x11)
        }
    }

    private mutating func open(_ talk: inout Talk) {
        let (client, server) = (talk.next[0], talk.next[1])
        guard !random.oneIn(6) else { return }
        for _ in 0..<(random.oneIn(6) ? 2 : 1) { send(&talk, 0, client, flags: 0x02) }
        if !random.oneIn(8) { send(&talk, 1, server, flags: 0x12) }
        if !random.oneIn(8) { send(&talk, 0, client &+ 1) }
    }

    private mutating func step(_ talk: inout Talk) {
        let side = Int.random(in: 0...1, using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8:
            if random.oneIn(12) { talk.next[side] &+= random.pick([1_448, 5, 100_000]) }
            let length = random.pick([1, 10, 1_448, 1_448, 4_000])
            send(&talk, side, talk.next[side], payload: length)
            talk.sent[side].append((talk.next[side], length))
            talk.next[side] &+= UInt32(length)
        case 8..<14:
            if let last = talk.sent[1 - side].last, random.oneIn(3) {
                talk.acknowledged[1 - side] = last.0 &+ UInt32(random.oneIn(2) ? last.1 : last.1 / 2)
            } else {
                talk.acknowledged[1 - side] = talk.next[1 - side]
            }
            send(&talk, side, talk.next[side])
        case 14..<17:
            guard !talk.sent[side].isEmpty else { return }
            let old = random.pick(talk.sent[side].suffix(6))
            send(&talk, side, old.0 &+ random.pick([0, 0, 3]), payload: random.pick([old.1, old.1 * 2, 1]))
        case 17: send(&talk, side, talk.next[side] &- 1, payload: random.pick([0, 1]))
        case 18: send(&talk, side, talk.next[side], flags: random.pick([0x14, 0x04, 0x11, 0x00]))
        default: send(&talk, side, talk.next[side], payload: 1, window: 0)
        }
    }

    private mutating func send(
        _ talk: inout Talk, _ side: Int, _ sequence: UInt32, flags: UInt8 = 0x10, payload: Int = 0, window: UInt16 = 900
    ) {
        var frame = TestFrame(isIPv6: talk.isIPv6)
        frame.source = UInt8(1 + side)
        frame.destination = UInt8(2 - side)
        frame.sourcePort = side == 0 ? talk.port : 8_000
        frame.destinationPort = side == 0 ? 8_000 : talk.port
        frame.sequence = sequence
        frame.acknowledgement = flags & 0x10 != 0 ? talk.acknowledged[1 - side] : 0
        frame.flags = flags
        frame.payload = payload
        frame.window = window
        frame.identification = UInt16.random(in: 1...UInt16.max, using: &random)
        frames.append((frame.bytes, frame.originalLength, talk.time))
        talk.time += Int64.random(in: 1...random.pick([20, 5_000, 200_000]), using: &random) * 1_000
    }

    private struct Talk {
        let isIPv6: Bool
        let port: UInt16
        var time: Int64
        var next: [UInt32] = [0, 0]
        var acknowledged: [UInt32] = [0, 0]
        var sent: [[(UInt32, Int)]] = [[], []]
    }
}
