/// Finds the pages that were written, at 4 KiB, by what the kernel tells; contents are never looked at.
///
/// A page that is written while or after it is collected is in the next collection: nothing is lost between two.
package protocol DirtyTracker: Sendable {
    /// What the evidence calls it.
    var name: String { get }

    /// Starts with every page clean.
    func start() throws

    /// Adds the pages that were written since the last collection to `pages`, and has them clean again.
    func collect(into pages: inout PageSet) throws

    /// How many pages were written since the last collection.
    func count() throws -> Int

    /// Lets the memory go; no write is held up any more.
    func end()
}
