extension String {
    /// The text where it is a day and time in UTC to the second, as the tool writes them; nothing where it is anything else, as
    /// files of evidence are anybody's and formats for auditors take no other text for a time.
    var pointInTime: String? {
        let form = "0000-00-00T00:00:00Z".utf8
        guard utf8.count == form.count,
            zip(utf8, form).allSatisfy({ $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1 })
        else { return nil }
        let numbers = split { !("0"..."9").contains($0) }.compactMap { Int($0) }
        guard numbers.count == 6, (1900..<3000).contains(numbers[0]), (1...12).contains(numbers[1]) else { return nil }
        let year = numbers[0]
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][numbers[1] - 1]
        guard (1...days).contains(numbers[2]), numbers[3] < 24, numbers[4] < 60, numbers[5] < 60 else { return nil }
        return self
    }
}
