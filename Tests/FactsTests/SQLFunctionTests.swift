import Facts
import Testing

@Suite struct SQLFunctionTests {
    @Test(
        arguments: [
            ("network('10.20.0.11', 24)", .text("10.20.0.0/24")),
            ("network('fd20::11', 64)", .text("fd20::/64")),
            ("network('10.20.0.11', 33)", .null),
            ("network('10.20.0.11', -1)", .null),
            ("network('10.20.0.11', 4294967320)", .null),
            ("network('10.20.0.11', '24')", .null),
            ("network('', 24)", .null),
            ("network(NULL, 24)", .null),
            ("network('10.20.0.11', NULL)", .null),
            ("contains('10.20.0.0/24', '10.20.0.255')", .integer(1)),
            ("contains('10.20.0.0/24', '10.20.1.0')", .integer(0)),
            ("contains('10.20.0.0/24', 'fd20::1')", .integer(0)),
            ("contains('10.20.0.0', '10.20.0.1')", .null),
            ("contains(NULL, '10.20.0.1')", .null),
            ("contains('10.20.0.0/24', NULL)", .null),
            ("release('6.7 U3')", .integer(6_007_003)),
            ("release('eight')", .null),
            ("release(NULL)", .null),
            ("release('10.0') > release('9.0')", .integer(1)),
            ("fold('vm\u{2011}Prod')", .text("vm-prod")),
        ] as [(String, SQLValue)])
    func value(call: String, value: SQLValue) throws {
        #expect(try query("SELECT \(call)") == [[value]])
    }

    @Test(arguments: ["network('10.0.0.1')", "contains('10.0.0.0/24')", "release()", "fold('a', 'b')"])
    func numberOfArguments(call: String) {
        #expect(throws: SQLError.self) { try query("SELECT \(call)") }
    }
}
