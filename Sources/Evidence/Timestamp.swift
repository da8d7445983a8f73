/// Points in time as evidence has them: RFC 3339, UTC, to the second.
public enum Timestamp {
    /// The text of so many nanoseconds since 1970.
    public static func text(_ nanoseconds: Int64) -> String {
        let seconds = max(0, nanoseconds) / 1_000_000_000
        // Days since 0000-03-01, in whole cycles of 400 years, so that a leap day ends its year: Fliegel and Van Flandern 1968.
        let days = seconds / 86_400 + 719_468
        let dayOfCycle = days % 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = days / 146_097 * 400 + yearOfCycle + (month >= 10 ? 1 : 0)
        let date = [year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1]
        let time = [seconds % 86_400 / 3_600, seconds % 3_600 / 60, seconds % 60]
        return "\(date.map(padded).joined(separator: "-"))T\(time.map(padded).joined(separator: ":"))Z"
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
