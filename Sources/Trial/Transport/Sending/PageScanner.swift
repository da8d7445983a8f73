import CPageHash
import LinuxSystem

/// Looks at pages before they are sent: those of zeros are sent as numbers, the others with their hashes.
struct PageScanner {
    private var room = [UInt64](repeating: 0, count: Frame.mostPages)
    private var zeros = [UInt8](repeating: 0, count: Frame.mostPages)
    private var count = 0

    /// Hashes of the pages of the last look that are to be sent with their contents.
    var hashes: ArraySlice<UInt64> { room[..<count] }

    /// Hashes the pages of `runs`, at most ``Frame/mostPages``, whatever is in them.
    mutating func hash(_ runs: [Range<Int>], of memory: MemoryMapping, key: FrameKey) {
        count = 0
        for run in runs {
            precondition(count + run.count <= Frame.mostPages, "a frame has so many pages")
            unsafe room.withUnsafeMutableBufferPointer { room in
                guard let first = room.baseAddress else { return }
                unsafe cpagehash_pages(memory.bytes(of: run).baseAddress, run.count, key.seed, first + count)
            }
            count += run.count
        }
    }

    /// Sorts the pages of `runs`, at most ``Frame/mostPages``, into those with contents and those of zeros.
    mutating func scan(
        _ runs: [Range<Int>], of memory: MemoryMapping, key: FrameKey
    ) -> (runs: [Range<Int>], zeroRuns: [Range<Int>]) {
        var sorted: (runs: [Range<Int>], zeroRuns: [Range<Int>]) = ([], [])
        count = 0
        for run in runs {
            var hashed = 0
            unsafe room.withUnsafeMutableBufferPointer { room in
                unsafe zeros.withUnsafeMutableBufferPointer { zeros in
                    guard let first = room.baseAddress, let zero = zeros.baseAddress else { return }
                    precondition(count + run.count <= Frame.mostPages, "a frame has so many pages")
                    unsafe cpagehash_scan(
                        memory.bytes(of: run).baseAddress, run.count, key.seed, first + count, zero + count)
                    // Hashes of pages with contents move together.
                    for (place, page) in run.enumerated() {
                        if unsafe zeros[count + place] != 0 {
                            sorted.zeroRuns.add(page)
                        } else {
                            unsafe room[count + hashed] = room[count + place]
                            hashed += 1
                            sorted.runs.add(page)
                        }
                    }
                }
            }
            count += hashed
        }
        return sorted
    }
}

extension [Range<Int>] {
    /// Adds a page, to the last run where it follows it.
    fileprivate mutating func add(_ page: Int) {
        if let last, last.upperBound == page {
            self[count - 1] = last.lowerBound..<page + 1
        } else {
            append(page..<page + 1)
        }
    }
}
