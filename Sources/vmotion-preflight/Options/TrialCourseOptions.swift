import ArgumentParser
import Evidence

/// How often `trial` migrates, and under which conditions.
struct TrialCourseOptions: ParsableArguments {
    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp(
            "How many times the guest moves; with --there-and-back, how many times there and back.", valueName: "number"
        ))
    var repeats = 1

    @Flag(help: "Let each migration be followed by one the other way.")
    var thereAndBack = false

    @Option(help: ArgumentHelp("Guests that move at once, 1 to 64.", valueName: "number"))
    var concurrent = 1

    @Option(
        help: ArgumentHelp(
            """
            Find the breaking point, between the ends of a range: rtt=0ms..150ms (which the trial adds itself), \
            bandwidth=100Mbit/s..1Gbit/s, dirty-rate=10MB/s..500MB/s.
            """, valueName: "what=range"),
        transform: { try SweepRange($0) })
    var sweep: SweepRange?

    @Option(
        help: ArgumentHelp(
            """
            What a connection may have under way in --sweep rtt (default: 512KiB, vMotion's buffer before 5.0 came with \
            larger ones for distance).
            """, valueName: "size"),
        transform: { try ByteCount($0) })
    var window: ByteCount?

    func validate() throws {
        guard (1...10_000).contains(repeats) else { throw ValidationError("--repeat takes 1 to 10000.") }
        guard (1...64).contains(concurrent) else { throw ValidationError("--concurrent takes 1 to 64.") }
        guard sweep == nil || repeats == 1 && !thereAndBack && concurrent == 1 else {
            throw ValidationError(
                "--sweep moves one guest once for each condition, without --repeat, --there-and-back and --concurrent.")
        }
        guard window == nil || sweep?.what == .rtt else { throw ValidationError("--window is for --sweep rtt.") }
        guard (4_096...1 << 40).contains(window?.amount ?? 4_096) else {
            throw ValidationError("--window takes 4KiB to 1024GiB.")
        }
    }
}
