import Facts
import Testing

@Suite struct LabelFoldingTests {
    /// Labels that people take for the same, each with what makes the difference.
    static let nearMisses = [
        ("vMotion-A", "vmotion-a", "letter case"),
        ("STRASSE", "straße", "ß"),
        ("vm prod", "vm\u{A0}prod", "no-break space"),
        ("vm prod", "vm  prod ", "number of blanks"),
        ("vm prod", "vm\tprod", "tab"),
        ("vm prod", "vm\u{3000}prod", "ideographic space"),
        ("vm-prod", "vm\u{2011}prod", "no-break hyphen"),
        ("vm-prod", "vm–prod", "en dash"),
        ("vm-prod", "vm\u{2212}prod", "minus sign"),
        ("vm-prod", "vm\u{AD}prod", "soft hyphen"),
        ("vm-prod", "ｖｍ－ｐｒｏｄ", "full-width forms"),
        ("vm-120", "vm-１２０", "full-width digits"),
        ("vmprod", "vm\u{200B}prod", "zero-width space"),
        ("vmprod", "\u{FEFF}vmprod", "byte order mark"),
        ("vmprod", "vm\u{200D}prod", "zero-width joiner"),
        ("vmprod", "vm\u{FE0F}prod", "variation selector"),
        ("dev/test", "dev%2ftest", "vCenter's escape"),
        ("dev/test", "dev%2Ftest", "vCenter's escape in capitals"),
        ("a\\b", "a%5cb", "vCenter's escape of a backslash"),
        ("100%", "100%25", "vCenter's escape of a per cent sign"),
        ("bob's", "bob\u{2019}s", "typographic apostrophe"),
        ("\"a\"", "\u{201C}a\u{201D}", "typographic quotes"),
        ("é", "e\u{301}", "composed and decomposed"),
        ("É", "e\u{301}", "composed and decomposed in another case"),
    ]

    /// Labels that differ, however near they look.
    static let different = [
        ("vmotion-a", "vmotion-b"), ("vmotion1", "vmotion-1"), ("vm_prod", "vm-prod"), ("prod", "prod2"), ("O", "0"),
        ("l", "1"),
        ("e", "é"), ("dev/test", "devtest"), ("a.b", "ab"), ("", "a"), ("%2", "/"), ("a%2eb", "a.b"),
        ("a%252fb", "a/b"),
        ("vm—prod—", "vm—prod"), ("100%", "100"), ("'a'", "\"a\""),
    ]

    @Test(arguments: nearMisses)
    func same(one: String, other: String, difference: String) throws {
        #expect(foldedLabel(one) == foldedLabel(other), "\(difference)")
        #expect(try folded([one, other]).count == 1, "\(difference)")
    }

    @Test(arguments: different)
    func notTheSame(one: String, other: String) throws {
        #expect(foldedLabel(one) != foldedLabel(other))
        #expect(try folded([one, other]).count == 2)
    }

    /// Folding what is folded changes nothing, or near misses of near misses would be told apart.
    @Test(arguments: nearMisses.map(\.0) + nearMisses.map(\.1) + different.map(\.1))
    func again(label: String) {
        #expect(foldedLabel(foldedLabel(label)) == foldedLabel(label))
    }

    @Test func noLabel() throws {
        #expect(try query("SELECT fold(NULL)") == [[.null]])
        #expect(try query("SELECT fold(120)") == [[.text("120")]])
    }

    /// SQL's fold() compares bytes, so equal labels must get the same ones whatever came first.
    private func folded(_ labels: [String]) throws -> Set<[UInt8]> {
        let list = labels.map {
            "('" + $0.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "')"
        }
        let rows = try query("SELECT DISTINCT fold(column1) FROM (VALUES \(list.joined(separator: ", ")))")
        return Set(rows.map { Array($0[0].description.utf8) })
    }
}
