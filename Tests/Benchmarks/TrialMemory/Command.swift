import Glibc
import LinuxSystem
import Trial

/// Reads commands from standard input and answers each with one line, as `tracking.c` does with the kernel's own calls.
@main struct Command {
    static func main() throws {
        var benchmark: Benchmark?
        while let line = readLine() {
            let words = line.split(separator: " ")
            let numbers = words.dropFirst().compactMap { Int($0) }
            if words.first == "hold", numbers.count == 2 {
                benchmark = try Benchmark(mebibytes: numbers[0], hugePages: numbers[1] != 0)
                print(benchmark?.memory.pageCount ?? 0)
            } else if let benchmark, let word = words.first {
                print(try benchmark.answer(String(word), numbers))
            }
            fflush(nil)
        }
    }
}

/// Memory, and what is measured on it.
final class Benchmark {
    let memory: MemoryMapping
    private let tracker: AsyncTracker
    private var pages: PageSet
    private var state: UInt64 = 88_172_645_463_325_252

    init(mebibytes: Int, hugePages: Bool) throws {
        memory = try MemoryMapping(byteCount: mebibytes << 20)
        try memory.advise(hugePages: hugePages)
        try memory.populate()
        tracker = AsyncTracker(of: memory)
        pages = PageSet(pageCount: memory.pageCount)
    }

    func answer(_ word: String, _ numbers: [Int]) throws -> String {
        switch (word, numbers.count) {
        case ("track", 0):
            try tracker.start()
            return "0"
        case ("scan", 2):
            _ = write(numbers[0], run: numbers[1])
            pages.removeAll()
            let begin = MonotonicClock.now
            try tracker.collect(into: &pages)
            return "\(MonotonicClock.now - begin) \(pages.count)"
        case ("write", 2):
            try tracker.collect(into: &pages)
            return "\(write(numbers[0], run: numbers[1]))"
        case ("fault", 1):
            let waits = try FaultBenchmark(memory).times(of: numbers[0]) {
                Int(nextNumber() % UInt64(memory.pageCount))
            }
            return "\(waits[waits.count / 2]) \(waits[waits.count * 99 / 100])"
        default: return "what is \(word)"
        }
    }

    /// xorshift64: both programs write to the same pages.
    private func nextNumber() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// Writes to `count` pages at random, or to runs of them; nanoseconds a page.
    private func write(_ count: Int, run: Int) -> Double {
        let begin = MonotonicClock.now
        for _ in stride(from: 0, to: count, by: run) {
            let first = Int(nextNumber() % UInt64(memory.pageCount - run + 1))
            for page in first..<first + run {
                let word = unsafe memory.address(of: page).assumingMemoryBound(to: UInt64.self)
                unsafe word.pointee &+= 1
            }
        }
        return Double(MonotonicClock.now - begin) / Double(max(1, count))
    }
}
