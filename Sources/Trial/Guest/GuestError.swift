/// Why a guest does not do what it was told, as a sentence without a full stop.
struct GuestError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The sentence.
    let description: String

    /// A thread did not come to stand still, which happens where it waits in the kernel or gets no processor.
    static func notPaused(_ thread: String, seconds: Double) -> GuestError {
        GuestError(description: "\(thread) does not stand still within \(seconds) s; the guest goes on")
    }

    /// What needs threads was asked of a guest that has none.
    static let notStarted = GuestError(description: "the guest is not started")
}
