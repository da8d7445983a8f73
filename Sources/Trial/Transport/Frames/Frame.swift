import LinuxSystem

/// What one end sends the other on a stream: a header of fixed length, details, and the contents of the pages.
///
/// ```
/// header   kind (1), 1 to be acknowledged at once (1), runs (2), runs of zero pages (2), pages (2), payload (4), round (4), sequence (8),
///          messages delivered (4), check of the header (4)
/// details  runs of pages, runs of zero pages (8 each: first 6, count 2), each page's hash (8 each), payload, check of the details (8)
/// contents pages × 4096
/// ```
/// Numbers are little-endian. Frames without details have none of their check either.
struct Frame: Sendable, Equatable {
    /// Pages whose contents follow, in ascending order.
    static let mostPages = 64
    /// Runs of zero pages, and pages in them.
    static let mostZeroRuns = 256
    static let mostZeroPages = 16_384
    /// Bytes before a message's contents: its number (8) and type (2).
    static let messageHead = 10
    static let mostPayload = messageHead + TransportMessage.longestPayload
    /// Bytes of the header, and the most of the details.
    static let headerBytes = 32
    static let mostDetails = 8 * (mostPages + mostZeroRuns) + 8 * mostPages + mostPayload + 8

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
        let known = 8 * (runs + zeroRuns + pages) + payload
        return known == 0 ? 0 : known + 8
    }

    /// Bytes of the details that follow.
    var detailBytes: Int { Self.detailBytes(runs: runs, zeroRuns: zeroRuns, pages: pages, payload: payload) }
}

/// The checks of a frame's pages as they were when they were sent.
///
/// Each page has the whole of its hash: a page that is torn, as live pages may be, must say nothing of the others of its frame.
struct PageChecks: Sendable, Equatable {
    /// Each page's hash.
    var hashes: [UInt64] = []

    /// The places of pages that are wrong, by the hashes of what arrived.
    func wrong(_ arrived: ArraySlice<UInt64>) -> [Int] {
        zip(arrived, hashes).enumerated().compactMap { $1.0 == $1.1 ? nil : $0 }
    }
}
