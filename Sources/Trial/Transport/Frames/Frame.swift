import LinuxSystem

/// What one end sends the other on a stream: a header of fixed length, details, and the contents of the pages.
///
/// ```
/// header   kind (1), 1 to be acknowledged at once (1), runs (2), runs of zero pages (2), pages (2), payload (4), round (4), sequence (8),
///          messages delivered (4), check of the header (4)
/// details  runs of pages, runs of zero pages (8 each: first 6, count 2), 16 bits of each page's hash (2 each), payload,
///          digest of the hashes (8, where there are pages), check of the details (8)
/// contents pages × 4096
/// ```
/// Numbers are little-endian. Frames without details have none of their check either.
struct Frame: Sendable, Equatable {
    /// Pages whose contents follow, in ascending order: half a MiB, since each frame wakes threads at both ends, and two of them still fit
    /// a processor's cache between being hashed and being copied.
    static let mostPages = 128
    /// Runs of zero pages, and pages in them.
    static let mostZeroRuns = 256
    static let mostZeroPages = 16_384
    /// Bytes before a message's contents: its number (8) and type (2).
    static let messageHead = 10
    static let mostPayload = messageHead + TransportMessage.longestPayload
    /// Bytes of the header, and the most of the details.
    static let headerBytes = 32
    static let mostDetails = 8 * (mostPages + mostZeroRuns) + 2 * mostPages + mostPayload + 16

    var kind: FrameKind
    var round: UInt32 = 0
    var runs: [Range<Int>] = []
    var zeroRuns: [Range<Int>] = []
    var payload: [UInt8] = []

    /// Whether the sender waits for the acknowledgement.
    var isUrgent = false

    /// Pages whose contents follow.
    var pages: Int { runs.reduce(0) { $0 + $1.count } }

    /// Pages of zeros.
    var zeroPages: Int { zeroRuns.reduce(0) { $0 + $1.count } }

    /// Bytes of the details.
    var detailBytes: Int {
        FrameHeader.detailBytes(
            runs: runs.count, zeroRuns: zeroRuns.count, pages: pages, payload: payload.count)
    }

    /// Bytes of all of it.
    var byteCount: Int { Self.headerBytes + detailBytes + pages * MemoryMapping.pageBytes }
}

/// The part of a frame that says how long the rest is.
struct FrameHeader: Sendable, Equatable {
    var kind: FrameKind
    var isUrgent: Bool
    var runs: Int
    var zeroRuns: Int
    var pages: Int
    var payload: Int
    var round: UInt32
    /// Messages of the other direction that were delivered, the low bits.
    var delivered: UInt32

    static func detailBytes(runs: Int, zeroRuns: Int, pages: Int, payload: Int) -> Int {
        let known = 8 * (runs + zeroRuns) + 2 * pages + payload + (pages > 0 ? 8 : 0)
        return known == 0 ? 0 : known + 8
    }

    /// Bytes of the details that follow.
    var detailBytes: Int { Self.detailBytes(runs: runs, zeroRuns: zeroRuns, pages: pages, payload: payload) }
}

/// The checks of a frame's pages as they were when they were sent.
struct PageChecks: Sendable, Equatable {
    /// 16 bits of each page's hash.
    var shorts: [UInt16] = []
    /// The hash of all of them.
    var digest: UInt64 = 0

    /// The places of pages that are wrong, by the hashes of what arrived.
    ///
    /// Where the digest is wrong and no page's 16 bits are, each of them may be.
    func wrong(_ hashes: ArraySlice<UInt64>, _ key: FrameKey) -> [Int] {
        guard key.digest(hashes) != digest else { return [] }
        let wrong = zip(hashes, shorts).enumerated().compactMap { place, pair in
            UInt16(truncatingIfNeeded: pair.0) == pair.1 ? nil : place
        }
        return wrong.isEmpty ? Array(shorts.indices) : wrong
    }
}
