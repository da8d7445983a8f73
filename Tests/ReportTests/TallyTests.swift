import Report
import Testing

@Suite struct TallyTests {
    private func lastLine(_ estate: Estate) throws -> String {
        try estate.render(.text).split(separator: "\n").last.map(String.init) ?? ""
    }

    @Test func `What was found is counted by severity`() throws {
        #expect(try lastLine(.mixed) == "1 error, 1 warning, 1 info; 3 unknown; 7 passed, 0 not applicable")
    }

    @Test func `A clean run says what was checked`() throws {
        #expect(try lastLine(.clean) == "no findings in estate: 3 checks of 3 rules passed, 0 not applicable")
    }

    @Test func `Several inputs are counted`() throws {
        var estate = Estate.clean
        estate.inputs = ["a.yaml", "b.yaml"]
        #expect(try lastLine(estate).hasPrefix("no findings in 2 inputs: "))
    }

    @Test func `What is unknown is never called fine`() throws {
        let line = try lastLine(Estate.hosts(1, keys: "ip: null", rules: [Rules.largeMTU]))
        #expect(
            line == "nothing failed, but 1 check could not be decided for want of facts; 0 passed, 0 not applicable")
    }

    @Test func `Nothing checked is not a clean bill`() throws {
        let estate = Estate(inventory: "hosts: [{name: esx1, vmkernelAdapters: []}]", rules: [Rules.largeMTU])
        #expect(
            try lastLine(estate) == "no findings in estate, but nothing was checked either: 1 rule, 0 not applicable")
    }
}
