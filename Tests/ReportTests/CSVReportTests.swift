import Report
import Testing

@Suite struct CSVReportTests {
    /// The line of a finding on a host called `name`, which is written in YAML's double quotes.
    private func line(_ name: String) throws -> Substring {
        let inventory = "hosts: [{name: \"\(name)\", vmkernelAdapters: [{device: vmk0, mtu: 1500}]}]"
        let csv = try Estate(inventory: inventory, rules: [Rules.largeMTU]).render(.csv)
        let lines = csv.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3)
        return try #require(lines.dropFirst().first)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1/vmk0"), ("+1", "'+1/vmk0"), ("-1", "'-1/vmk0"), ("@SUM(1)", "'@SUM(1)/vmk0"),
        ("\\t=1", "\" '=1/vmk0\""), ("\\r\\n=1", "\"  '=1/vmk0\""), ("＝1", "'＝1/vmk0"),
        ("a;=1", "\"a;'=1/vmk0\""), ("a;\\\" @x", "\"a;\"\" '@x/vmk0\""),
        ("a=1", "a=1/vmk0"), ("a-1+@", "a-1+@/vmk0"),
    ])
    func `No name is calculated`(name: String, cell: String) throws {
        #expect(try line(name).hasPrefix("fail,warning,TST001,large-mtu,\(cell),"))
    }

    @Test(arguments: [
        ("a,b", "\"a,b/vmk0\""), ("a\\\"b", "\"a\"\"b/vmk0\""), ("a\\nb", "a b/vmk0"), ("a\\eb", "a\\u{1B}b/vmk0"),
        ("é", "é/vmk0"),
    ])
    func `A cell holds its commas and quotation marks, and a finding is one line`(name: String, cell: String) throws {
        #expect(try line(name).hasPrefix("fail,warning,TST001,large-mtu,\(cell),"))
    }

    @Test func `A rule that could not be evaluated has no place`() throws {
        let csv = try Estate.overrun.render(.csv)
        #expect(csv.contains("\r\nerror,error,TST009,endless,TST009,rule-0.yaml: "))
        #expect(csv.contains(",,,,,,,,"))
    }
}
