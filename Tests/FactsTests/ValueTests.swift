import Facts
import Testing

@Suite struct ValueTests {
    @Test(
        arguments: [
            (.null, "not captured"), (.integer(-3), "-3"), (.real(4.2), "4.2"), (.real(150), "150"), (.text("x"), "x"),
            (.real(1e300), "1e+300"),
        ] as [(SQLValue, String)])
    func description(value: SQLValue, text: String) {
        #expect(value.description == text)
    }

    @Test(arguments: [.null, .integer(.min), .real(0.1), .text(""), .text("é\0b"), .text("😀")] as [SQLValue])
    func boundAndRead(value: SQLValue) throws {
        let statement = try emptyReader().prepare("SELECT ?")
        statement.bind(1, value)
        #expect(try statement.step())
        #expect(statement.value(0) == value)
        #expect(statement.isNull(0) == (value == .null))
        #expect(try !statement.step())
    }

    @Test func aStatementRunsAgainWithItsValues() throws {
        let statement = try emptyReader().prepare("SELECT ?1 + 1")
        for number in [1, 7] as [Int64] {
            statement.bind(1, .integer(number))
            #expect(try statement.step())
            #expect(statement.integer(0) == number + 1)
            statement.reset()
        }
    }

    /// An error message tells the unit, so that nobody has to guess it.
    @Test(
        arguments: [
            (.integer(unit: "bytes", range: 64...65535), "a whole number of bytes from 64 to 65535"),
            (.integer(unit: "Mbit/s", range: 0...Int64.max), "a whole number of Mbit/s from 0"),
            (.integer(unit: nil, range: 1...9), "a whole number from 1 to 9"),
            (.integer(unit: nil, range: 1...Int64.max), "a whole number from 1"),
            (.decimal(unit: "milliseconds"), "a number of milliseconds, such as 4.2"),
            (.choice(["up", "down"]), "one of up, down"),
        ] as [(ValueType, String)])
    func expectation(type: ValueType, text: String) {
        #expect(type.expectation == text)
    }
}
