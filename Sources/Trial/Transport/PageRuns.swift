/// Sets of pages as bytes, for the payloads of messages: runs of 8 bytes each, six of the first page and two of the count.
enum PageRuns {
    /// The pages of `set`, in as many payloads as it takes; none where it is empty.
    static func payloads(of set: PageSet) -> [[UInt8]] { [] }

    /// Reads a payload.
    ///
    /// - Throws: where a run is empty or beyond the guest's pages, or the runs are not in order.
    static func runs(in payload: [UInt8], pageCount: Int) throws(TransportError) -> [Range<Int>] { [] }
}
