/// Why a command could not do its work; the exit code is 2.
struct CommandFailure: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
