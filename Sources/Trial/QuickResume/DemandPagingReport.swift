import Evidence

/// What it took to fetch the pages of a guest that resumed early.
struct DemandPagingReport: Sendable {
    /// Pages that somebody touched before they had come, and that were asked for.
    var demanded = 0

    /// How long each of them took, from the kernel's word that somebody waits until the page was there: without the two times that
    /// a thread must be woken, which the kernel does not tell.
    var waits: Distribution?

    /// Pages that came.
    var pages = 0

    /// Pages that came again, and were thrown away.
    var duplicates = 0
}
