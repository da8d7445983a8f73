import LinuxSystem
import Synchronization

/// What one direction of a running link does to packets because it was told to.
final class Faults: Sendable {
    private let cutUntil = Atomic<Int64>(0)
    private let corruptions = Atomic<Int>(0)
    private let replays = Atomic<Int>(0)
    private let leastPayload = Atomic<Int>(1)

    /// Lets nothing pass for `nanoseconds`, or until ``mend()``.
    func cut(nanoseconds: Int64?) {
        cutUntil.store(nanoseconds.map { MonotonicClock.now + $0 } ?? .max, ordering: .relaxed)
    }

    /// Lets everything pass unharmed again.
    func mend() {
        cutUntil.store(0, ordering: .relaxed)
        corruptions.store(0, ordering: .relaxed)
        replays.store(0, ordering: .relaxed)
    }

    /// Changes a byte in each of the next `count` TCP payloads of `least` bytes or more.
    func corrupt(_ count: Int, least: Int) {
        leastPayload.store(least, ordering: .relaxed)
        corruptions.store(count, ordering: .relaxed)
    }

    /// Puts earlier bytes of the same connection in place of the next `count` TCP payloads of `least` bytes or more.
    func replay(_ count: Int, least: Int) {
        leastPayload.store(least, ordering: .relaxed)
        replays.store(count, ordering: .relaxed)
    }

    /// Whether nothing passes at the time `now`.
    func isCut(at now: Int64) -> Bool { now < cutUntil.load(ordering: .relaxed) }

    /// Whether anything is to be done to payloads.
    var touchesPayloads: Bool {
        corruptions.load(ordering: .relaxed) > 0 || replays.load(ordering: .relaxed) > 0
    }

    /// What is to be done to a payload of `count` bytes.
    func next(payload count: Int) -> Touch? {
        guard count >= leastPayload.load(ordering: .relaxed) else { return nil }
        if corruptions.load(ordering: .relaxed) > 0 { return .corrupt }
        return replays.load(ordering: .relaxed) > 0 ? .replay : nil
    }

    /// Counts what was done.
    func did(_ touch: Touch) {
        switch touch {
        case .corrupt: corruptions.subtract(1, ordering: .relaxed)
        case .replay: replays.subtract(1, ordering: .relaxed)
        }
    }

    /// What is done to a payload.
    enum Touch {
        case corrupt
        case replay
    }
}

/// A line on the standard input of a running link.
struct Command {
    /// What it says.
    enum Action: Equatable {
        case cut(seconds: Double?)
        case mend
        case corrupt(count: Int, least: Int)
        case replay(count: Int, least: Int)
    }

    let action: Action
    let direction: Impaired

    /// Reads `cut|mend|corrupt|replay [forward|reverse|both] [numbers]`; nil for anything else.
    init?(_ line: Substring) {
        let words = line.split(separator: " ")
        guard let verb = words.first else { return nil }
        direction = words.dropFirst().first.flatMap { Impaired(rawValue: String($0)) } ?? .both
        let named = words.count > 1 && Impaired(rawValue: String(words[1])) != nil
        let rest = words.dropFirst(named ? 2 : 1)
        let numbers = rest.compactMap { Double($0) }
        guard numbers.count == rest.count, numbers.allSatisfy({ (0...1e6).contains($0) }) else { return nil }
        let count = Int(numbers.first ?? 1)
        let least = numbers.count > 1 ? Int(numbers[1]) : 1
        switch (verb, numbers.count) {
        case ("cut", 0...1): action = .cut(seconds: numbers.first)
        case ("mend", 0): action = .mend
        case ("corrupt", 0...2): action = .corrupt(count: count, least: least)
        case ("replay", 0...2): action = .replay(count: count, least: least)
        default: return nil
        }
    }

    /// Has the directions do what it says.
    func apply(forward: Faults, reverse: Faults) {
        let concerned = direction == .both ? [forward, reverse] : [direction == .forward ? forward : reverse]
        for faults in concerned {
            switch action {
            case .cut(let seconds): faults.cut(nanoseconds: seconds.map { Int64($0 * 1e9) })
            case .mend: faults.mend()
            case .corrupt(let count, let least): faults.corrupt(count, least: least)
            case .replay(let count, let least): faults.replay(count, least: least)
            }
        }
    }
}
