/// What both ends of a guest that resumed early say to each other about its pages; over the network, or over the backup file.
///
/// What comes in is handed to ``DemandPager`` and ``PageServer`` by whoever reads it.
package protocol PageConversation: Sendable {
    /// To the source: somebody waits for this page. Must not wait for an answer.
    func demand(_ page: Int) throws

    /// To the destination: pages that follow each other, straight from the guest's memory; may wait until there is room.
    ///
    /// Several threads call it at once. What is demanded must not stand behind much of what is not.
    func send(_ pages: Range<Int>, isDemanded: Bool) throws
}
