/// What the build made.
enum Built {
    /// The program, beside the test runner.
    static let binary =
        CommandLine.arguments[0].split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/vmotion-preflight"
}
