/// What the numbers of a migration stay within: far beyond what any has, and so narrow that sums of them are numbers as well.
enum Bounds {
    /// Pages of a guest, or of a round.
    static let pages = 0...1 << 40

    /// Bytes of a round, of which there are ten thousand, or of a stream.
    static let bytes = 0...1 << 49

    /// Bytes a second.
    static let rate = 0...1e15

    /// How long a migration or a part of it takes, in seconds.
    static let seconds = 0...1e7

    /// How long a round trip takes, in seconds.
    static let roundTrip = 0...1e4

    /// A share of something.
    static let percent = 0.0...100

    /// A time of a host's monotonic clock.
    static let moment = 0...Int64.max / 2

    /// Bytes of a sentence, and of a name.
    static let sentence = 4_000
    static let name = 1_000
}
