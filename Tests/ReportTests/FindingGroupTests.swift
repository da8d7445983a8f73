import Report
import Testing

@Suite struct FindingGroupTests {
    /// The headlines of the text.
    private func headlines(_ estate: Estate, isGrouped: Bool = true) throws -> [String] {
        try estate.render(.text, isGrouped: isGrouped).split(separator: "\n")
            .filter { $0.hasPrefix("warning[") }.map(String.init)
    }

    @Test func `Findings that differ in the host alone are one, unless each is asked for`() throws {
        #expect(
            try headlines(.alike) == [
                "warning[TST001]: cl-1/esx1/vmk1 sends packets of up to 1500 bytes",
                "warning[TST001]: cl-1/esx9/vmk0 sends packets of up to 8999 bytes",
            ])
        #expect(try headlines(.alike, isGrouped: false).count == 10)
    }

    @Test func `The counts are those of all findings`() throws {
        let text = try Estate.alike.render(.text, isGrouped: true)
        #expect(text.hasSuffix("\n0 errors, 10 warnings, 0 info; 0 unknown; 0 passed, 0 not applicable\n"))
    }

    @Test(arguments: [
        // A name is a word of its own: esx1 is not in esx10, nor 1 in 1500.
        ("esx1", "esx10", "{host} has {observed}", 1),
        ("1", "2", "{host} has {observed}", 1),
        ("esx1", "esx2", "{host}0 has {observed}", 2),
        ("esx1", "esx2", "{host} is {host}, not esx1", 2),
        ("移動", "esx2", "({host}): {observed}", 1),
        ("a.example.com", "b.example.com", "up to {observed} bytes, {host}.", 1),
    ])
    func `A name is only taken for one where it stands alone`(
        first: String, second: String, message: String, groups: Int
    ) throws {
        let hosts = [first, second].map { "- {name: \"\($0)\", vmkernelAdapters: [{device: vmk0, mtu: 1500}]}\n" }
        let rule = Rules.largeMTU.replacing("require: {mtu: \">= 9000\"}", with: Self.query)
            .replacing("{subject} sends packets of up to {observed} bytes", with: message)
        let estate = Estate(inventory: "hosts:\n" + hosts.joined(), rules: [rule])
        #expect(try headlines(estate).count == groups)
    }

    private static let query = """
        query: |
          SELECT k.id AS subject, k.device AS device, h.name AS host, k.mtu AS observed
          FROM vmkernelAdapters k JOIN hosts h ON h.id = k.hostID
        """

    @Test(arguments: [ReportFormat.json, .jsonl, .csv, .gitlab, .sarif, .junit])
    func `What programs read is never grouped`(_ format: ReportFormat) throws {
        #expect(try Estate.alike.render(format, isGrouped: true) == Estate.alike.render(format))
    }
}
