import Evidence

/// What it took to fetch the pages of a guest that resumed early.
struct DemandPagingReport: Sendable, Equatable {
    /// Pages that somebody touched before they came, and that were asked for.
    var demanded = 0

    /// How long each of them took in milliseconds, from the kernel's word that somebody waits until the page was there.
    ///
    /// Without the two times that a thread must be woken, this one and the guest's, which nobody tells.
    var waits: Distribution?

    /// Pages that came.
    var pages = 0

    /// Pages that came again, and were thrown away.
    var duplicates = 0
}
